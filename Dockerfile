# Node 24 is a long-term support release. Debian, because its glibc is what the prebuilt SQLite driver is tested with.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
# The SQLite driver brings its binary, and the image its Node: no install script is needed, and no compiler.
RUN npm ci --omit=dev --ignore-scripts

FROM node:24-bookworm-slim
ENV NODE_ENV=production DATABASE_URL=file:/data/mismatch.db PORT=3000
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY package.json LICENSE manifest.json manifest.http.json ./
COPY src ./src
COPY db ./db
COPY prompts ./prompts
# The image's own user without rights, uid 1000. What it may write lies in /data.
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "src/mismatch.js", "start"]
