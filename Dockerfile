# One image for all three apps and the command line; docker-compose.yml says which of them a container runs.

FROM node:20-bookworm-slim AS build
WORKDIR /app
ENV TURBO_TELEMETRY_DISABLED=1
COPY . .
RUN npm ci --no-audit --no-fund && npx turbo run build
# Only what the bundled apps still load at run time; the house's own packages are inside the bundles.
RUN npm ci --omit=dev --no-audit --no-fund \
      -w apps/ingest -w apps/worker -w apps/live -w apps/nhip \
    && rm -rf packages scripts apps/*/src node_modules/@nhip

FROM node:20-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/data
WORKDIR /app
RUN mkdir /data && chown node:node /data
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/apps ./apps
USER node
EXPOSE 3000 3001
CMD ["node", "--enable-source-maps", "apps/live/dist/main.js"]
