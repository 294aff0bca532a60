# 守密。怎么用见 docs/deploy.md。
FROM node:20-slim
ENV NODE_ENV=production STATE_DIR=/state
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force
COPY tsconfig.json ./
COPY src ./src
COPY flows ./flows
COPY data ./data
RUN mkdir /state && chown node:node /state && chmod 700 /state
USER node
VOLUME /state
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD node -e "process.env.HTTP_PORT || process.exit(0); fetch('http://127.0.0.1:' + process.env.HTTP_PORT + '/healthz').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"
ENTRYPOINT ["node", "--import", "tsx", "src/main.ts"]
CMD ["start"]
