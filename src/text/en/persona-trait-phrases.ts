/** `short` stands in a list; `does` goes on after “most of them” and “customers who”. */
export type Phrase = { short: string; does: string };
export type Phrases = Record<string, Phrase>;

export const roles: Record<string, string> = {
  owner: 'an owner or founder',
  executive: 'an executive or director',
  department_head: 'the head of a department',
  project_manager: 'a project or product manager',
  specialist: 'a specialist who uses the product',
  it: 'the IT department',
  procurement: 'procurement',
  assistant: 'an assistant',
  consultant: 'an outside consultant',
  student: 'a student or researcher',
  competitor: 'somebody from a competitor',
  other: 'somebody outside the usual roles',
};

export const ways: Record<string, string> = {
  website: 'our website or content',
  free_trial: 'a free trial',
  search_ads: 'search ads',
  social_ads: 'social media',
  outbound: 'our own call or mail',
  referral: 'a recommendation',
  partner: 'a partner or reseller',
  event: 'an event or trade fair',
  tender: 'a tender',
  other: 'an unusual way',
};

export const industries: Phrases = {
  agency: { short: 'marketing or media agency', does: 'run a marketing or media agency' },
  public_sector: { short: 'public sector', does: 'belong to the public sector' },
  nonprofit: { short: 'non-profit', does: 'are non-profits' },
  other: { short: 'an unusual industry', does: 'work in an industry outside the usual ones' },
};

export const budgets: Phrases = {
  below: { short: 'budget below our prices', does: 'have a budget below our prices' },
  matches: { short: 'budget that fits our prices', does: 'have a budget that fits our prices' },
  above: { short: 'budget with room to spare', does: 'have a budget with room to spare' },
};

export const troubles: Phrases = {
  scope_changes: { short: 'changing what they want', does: 'kept changing what they wanted' },
  price_pressure: { short: 'pressure on the price', does: 'pushed the price down' },
  late_payment: { short: 'late payment', does: 'paid late or not at all' },
  slow_decisions: { short: 'slow decisions', does: 'could not decide' },
  support_load: { short: 'constant questions and tickets', does: 'asked constant questions' },
  wrong_expectations: { short: 'expecting what we do not offer', does: 'expected what we do not offer' },
  too_advanced: { short: 'too advanced for our product', does: 'needed more than our product can do' },
  product_trouble: {
    short: 'let down by our product',
    does: 'were let down by our product or service',
  },
  tone: { short: 'a rough tone', does: 'took a rough tone with the team' },
  silence: { short: 'silence', does: 'went silent or never used what they bought' },
  early_exit: { short: 'leaving early', does: 'left early or cancelled the trial' },
  complaints: { short: 'complaints and returns', does: 'complained, returned things or wrote bad reviews' },
  other: { short: 'something unusual', does: 'caused trouble of an unusual kind' },
};

export const misfits: Phrases = {
  no_budget: { short: 'no budget for us', does: 'had no budget for us' },
  no_authority: { short: 'a contact who could not decide', does: 'gave us a contact who could not decide' },
  wrong_need: { short: 'a need we do not serve', does: 'needed something other than what we offer' },
  out_of_reach: { short: 'out of our reach', does: 'are where we cannot serve them' },
  never_meant_to_buy: { short: 'no intention to buy', does: 'never meant to buy' },
  none: { short: 'no misfit named', does: 'were a fit in principle' },
};

export const others: Record<string, Phrases> = {
  fault: {
    ours: { short: 'trouble mostly from our side', does: 'had trouble that came mostly from our side' },
    theirs: { short: 'trouble mostly from their side', does: 'brought most of the trouble themselves' },
    both: { short: 'trouble from both sides', does: 'had trouble that came from both sides' },
  },
  take_again: {
    yes: { short: 'would be taken on again', does: 'would be taken on again' },
    maybe: { short: 'only on other terms', does: 'would be taken on again only on other terms' },
    no: { short: 'would not be taken on again', does: 'would not be taken on again' },
  },
  visible_before_sale: {
    yes: { short: 'visible before the sale', does: 'could have been seen coming before the sale' },
    no: { short: 'not visible before the sale', does: 'gave no sign before the sale' },
  },
  preferred_channel: {
    email: { short: 'prefers email', does: 'prefer email' },
    phone: { short: 'prefers the phone', does: 'prefer the phone' },
    video_call: { short: 'prefers video calls', does: 'prefer video calls' },
    chat: { short: 'prefers chat', does: 'prefer chat' },
    in_person: { short: 'prefers to meet', does: 'prefer to meet in person' },
    other: { short: 'prefers an unusual channel', does: 'prefer an unusual channel' },
  },
  technology_comfort: {
    automates: { short: 'automates everything', does: 'automate everything they can' },
    at_ease: { short: 'at ease with new technology', does: 'are at ease with new technology' },
    hesitant: { short: 'hesitant with new technology', does: 'are hesitant with new technology' },
    avoids: { short: 'avoids new technology', does: 'avoid new technology where they can' },
  },
  decision_style: {
    alone_fast: { short: 'one quick decider', does: 'let one person decide quickly' },
    numbers: { short: 'decides by the numbers', does: 'decide by the numbers' },
    committee: { short: 'decides in a group', does: 'decide in a group' },
    delegates: { short: 'hands decisions on', does: 'hand the decision to somebody' },
    from_above: { short: 'decided from above', does: 'wait for the boss to decide' },
    other: { short: 'decides in an unusual way', does: 'decide in an unusual way' },
  },
  delegation: {
    does_it_all: { short: 'does everything themselves', does: 'do everything themselves' },
    shares: { short: 'shares the work with the team', does: 'share the work with the team' },
    hands_over: { short: 'hands the work to others', does: 'hand the work to others' },
    outside: { short: 'has an agency do the work', does: 'have an agency or a consultant do the work' },
  },
  timing: {
    plans_ahead: { short: 'plans well ahead', does: 'plan well ahead' },
    steady: { short: 'answers within a day', does: 'keep a steady pace and answer within a day' },
    bursts: { short: 'works in bursts', does: 'work in bursts, then fall silent' },
    last_minute: { short: 'acts at the last minute', does: 'act at the last minute' },
  },
  tone: {
    warm: { short: 'a warm tone', does: 'write and speak warmly' },
    formal: { short: 'a formal tone', does: 'write and speak formally' },
    brief: { short: 'brief and to the point', does: 'are brief and to the point' },
    pressing: { short: 'a pressing tone', does: 'write and speak in a pressing tone' },
  },
  objections: {
    price: { short: 'the price', does: 'object to the price' },
    not_now: { short: 'not the right moment', does: 'say that it is not the right moment' },
    own_way: { short: 'what they have will do', does: 'say that what they have will do' },
    switching: { short: 'the effort of switching', does: 'shy away from the effort of switching' },
    missing_feature: { short: 'something we lack', does: 'miss something that we lack' },
    doubt: { short: 'doubt that it works for them', does: 'doubt that it works for them' },
    security: { short: 'data protection or security', does: 'worry about data protection or security' },
    consent: { short: 'somebody else has to agree', does: 'need somebody else to agree' },
    none: { short: 'no objections', does: 'raise no objections' },
    other: { short: 'an unusual objection', does: 'raise an unusual objection' },
  },
  main_need: {
    more_sales: { short: 'more sales or leads', does: 'want more sales or leads' },
    save_time: { short: 'saving time', does: 'want to save time' },
    cut_costs: { short: 'cutting costs', does: 'want to cut costs' },
    better_overview: { short: 'a better overview', does: 'want a better overview' },
    replace_tool: { short: 'replacing an older tool', does: 'want to replace an older tool' },
    meet_rules: { short: 'meeting a rule or a standard', does: 'have to meet a rule or a standard' },
    expert_help: { short: 'expert help they lack', does: 'lack expert help' },
    other: { short: 'something unusual', does: 'want something unusual' },
  },
  buying_stage: {
    unaware: { short: 'does not see the problem yet', does: 'do not see the problem yet when we meet' },
    aware: { short: 'sees the problem and looks around', does: 'are looking around when we meet' },
    comparing: { short: 'compares offers', does: 'are comparing offers when we meet' },
    deciding: { short: 'about to decide', does: 'are about to decide when we meet' },
    customer: { short: 'already a customer', does: 'are customers already' },
  },
  buying_habit: {
    small_first: { short: 'starts small, then grows', does: 'start small and grow' },
    all_at_once: { short: 'buys all at once', does: 'buy all at once' },
    yearly_budget: { short: 'buys once a year, by budget', does: 'buy once a year, by budget' },
    on_need: { short: 'buys when the need arises', does: 'buy when the need arises' },
  },
  payment_method: {
    card: { short: 'pays by card', does: 'pay by card' },
    invoice: { short: 'pays by invoice', does: 'pay by invoice' },
    prepaid: { short: 'pays in advance', does: 'pay in advance' },
    instalments: { short: 'pays in instalments', does: 'pay in instalments' },
  },
  marketing_channels: {
    search: { short: 'search', does: 'hear of new things through search' },
    social: { short: 'social media', does: 'hear of new things on social media' },
    newsletter: { short: 'newsletters', does: 'hear of new things from newsletters' },
    events: { short: 'events', does: 'hear of new things at events' },
    trade_press: { short: 'the trade press', does: 'hear of new things from the trade press' },
    podcasts: { short: 'podcasts or video', does: 'hear of new things from podcasts or video' },
    peers: { short: 'people they know', does: 'hear of new things from people they know' },
  },
  company_type: {
    startup: { short: 'start-up', does: 'are start-ups' },
    owner_led: { short: 'owner-led company', does: 'are led by their owners' },
    corporation: { short: 'corporation', does: 'are corporations' },
    public_body: { short: 'public body', does: 'are public bodies' },
    association: { short: 'association or charity', does: 'are associations or charities' },
    self_employed: { short: 'self-employed', does: 'are self-employed' },
  },
  location: {
    same_city: { short: 'in our city', does: 'are in our city' },
    same_country: { short: 'in our country', does: 'are in our country' },
    abroad: { short: 'abroad', does: 'are abroad' },
  },
  support_issues: {
    yes: { short: 'has needed support', does: 'have had trouble that needed support' },
    no: { short: 'has never needed support', does: 'have never had trouble that needed support' },
  },
};
