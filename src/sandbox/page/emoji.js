/** The shortcodes that bots and people use most; the rest stay as typed, as in Slack. */
const TABLE = `
+1 👍|thumbsup 👍|-1 👎|thumbsdown 👎|wave 👋|clap 👏|pray 🙏|raised_hands 🙌|muscle 💪|point_right 👉|point_left 👈
point_down 👇|point_up ☝️|ok_hand 👌|handshake 🤝|writing_hand ✍️|eyes 👀|brain 🧠|smile 😄|smiley 😃|grinning 😀
slightly_smiling_face 🙂|blush 😊|grin 😁|joy 😂|sweat_smile 😅|wink 😉|thinking_face 🤔|thinking 🤔|neutral_face 😐
confused 😕|disappointed 😞|cry 😢|sob 😭|angry 😠|rage 😡|scream 😱|sunglasses 😎|heart_eyes 😍|see_no_evil 🙈
robot_face 🤖|ghost 👻|fire 🔥|tada 🎉|sparkles ✨|star ⭐|zap ⚡|boom 💥|rocket 🚀|bulb 💡|bell 🔔|no_bell 🔕
white_check_mark ✅|heavy_check_mark ✔️|ballot_box_with_check ☑️|x ❌|negative_squared_cross_mark ❎|warning ⚠️
no_entry ⛔|no_entry_sign 🚫|question ❓|grey_question ❔|exclamation ❗|information_source ℹ️|bangbang ‼️|100 💯
red_circle 🔴|large_orange_circle 🟠|large_yellow_circle 🟡|large_green_circle 🟢|large_blue_circle 🔵
white_circle ⚪|black_circle ⚫|large_green_square 🟩|large_red_square 🟥|small_blue_diamond 🔹|small_orange_diamond 🔸
arrow_right ➡️|arrow_left ⬅️|arrow_up ⬆️|arrow_down ⬇️|arrow_forward ▶️|double_vertical_bar ⏸️|pause_button ⏸️
leftwards_arrow_with_hook ↩️|rewind ⏪|fast_forward ⏩|black_square_for_stop ⏹️|repeat 🔁|arrows_counterclockwise 🔄
one 1️⃣|two 2️⃣|three 3️⃣|four 4️⃣|five 5️⃣|six 6️⃣|seven 7️⃣|calendar 📅|date 📅|spiral_calendar_pad 🗓️|clock1 🕐
alarm_clock ⏰|hourglass ⌛|hourglass_flowing_sand ⏳|stopwatch ⏱️|memo 📝|pencil 📝|pencil2 ✏️|clipboard 📋
page_facing_up 📄|books 📚|book 📖|bookmark 🔖|paperclip 📎|pushpin 📌|mag 🔍|mag_right 🔎|link 🔗|lock 🔒|unlock 🔓
key 🔑|shield 🛡️|gear ⚙️|wrench 🔧|hammer_and_wrench 🛠️|toolbox 🧰|jigsaw 🧩|bar_chart 📊|chart_with_upwards_trend 📈
chart_with_downwards_trend 📉|moneybag 💰|money_with_wings 💸|dollar 💵|euro 💶|briefcase 💼|office 🏢|phone ☎️
telephone_receiver 📞|email 📧|envelope ✉️|inbox_tray 📥|outbox_tray 📤|speech_balloon 💬|left_speech_bubble 🗨️
mega 📣|loudspeaker 📢|wastebasket 🗑️|broom 🧹|seedling 🌱|test_tube 🧪|dart 🎯|trophy 🏆|crown 👑|heart ❤️
busts_in_silhouette 👥|bust_in_silhouette 👤|family 👪|mortar_board 🎓|globe_with_meridians 🌐|earth_africa 🌍
house 🏠|door 🚪|coffee ☕|cake 🍰|beers 🍻|hand ✋|raised_hand ✋|checkered_flag 🏁|triangular_flag_on_post 🚩
construction 🚧|rotating_light 🚨|new 🆕|ok 🆗|sos 🆘|recycle ♻️|card_index_dividers 🗂️|scales ⚖️|straight_ruler 📏|package 📦|gift 🎁`;

const BY_NAME = new Map(
  TABLE.trim()
    .split(/[|\n]/)
    .map((entry) => /** @type {[string, string]} */ (entry.split(' '))),
);

/** The character behind a shortcode without its colons, or `null` when the page does not know it. */
export function emojiFor(name) {
  return BY_NAME.get(name) ?? null;
}
