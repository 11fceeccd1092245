import { isJson, type Json, objects, text } from '../json.ts';
import { messageOutput, postMessage, removeFile } from '../messages.ts';
import { Refusal } from '../refusal.ts';
import { writableChannel } from './chat.ts';
import type { Methods } from './method.ts';

export const files: Methods = {
  'files.getUploadURLExternal': {
    token: 'bot',
    scope: 'files:write',
    required: ['filename', 'length'],
    optional: ['alt_txt', 'alt_text', 'snippet_type'],
    run: (core, args) => {
      const length = Number(args.length);
      if (!Number.isInteger(length) || length < 1) throw new Refusal('invalid_arguments');
      const id = core.files.announce(text(args.filename), length, text(args.alt_text) || text(args.alt_txt));
      return { upload_url: `${core.url()}/upload/${id}`, file_id: id };
    },
  },
  'files.completeUploadExternal': {
    token: 'bot',
    scope: 'files:write',
    required: ['files'],
    optional: ['channel_id', 'channels', 'initial_comment', 'thread_ts', 'blocks'],
    run: (core, args) => {
      const done = objects(args.files).map((entry) => {
        const upload = core.files.get(text(entry.id));
        if (!upload?.bytes) throw new Refusal('file_not_found');
        return {
          id: text(entry.id),
          name: upload.name,
          title: text(entry.title, upload.name),
          size: upload.length,
          alt: upload.alt,
        };
      });
      const where = text(args.channel_id) || text(args.channels);
      if (where === '') return { files: done.map(({ id, title }) => ({ id, title })) };
      const channel = writableChannel(core, where);
      const message = postMessage(core, {
        channel: channel.id,
        user: null,
        text: text(args.initial_comment),
        threadTs: text(args.thread_ts) || null,
        files: done,
      });
      const shown = messageOutput(core, message);
      return { files: (isJson(shown) ? shown.files : []) as Json[] };
    },
  },
  'files.delete': {
    token: 'bot',
    scope: 'files:write',
    required: ['file'],
    optional: [],
    run: (core, args) => {
      const id = text(args.file);
      if (!core.files.drop(id)) throw new Refusal('file_not_found');
      removeFile(core, id);
      return {};
    },
  },
};
