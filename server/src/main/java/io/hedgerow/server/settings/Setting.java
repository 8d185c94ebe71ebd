package io.hedgerow.server.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** One thing an operator can set: its key, its default as text, and what it does. */
public enum Setting {
  PORT("hedgerow.port", "8080", "Port to listen on; 0 takes any free one."),
  ADDRESS("hedgerow.address", "127.0.0.1", "Address to listen on; 0.0.0.0 is every one."),
  PUBLIC_URL(
      "hedgerow.public-url",
      "",
      "Address under which people reach the server, for links; with https, cookies are marked Secure and callers are known by the address that a proxy on a private address names (X-Forwarded-For)."),
  DATA(
      "hedgerow.data",
      "data",
      "Folder for the private PostgreSQL and for counter snapshots. Back it up."),
  DB(
      "hedgerow.db",
      "",
      "JDBC address of your own PostgreSQL (jdbc:postgresql://…). Empty: a private one is started in the data folder."),
  PACK(
      "hedgerow.pack",
      "",
      "Folder of a pack to activate at start. A version that was here before stays as people left it."),
  QUEUE(
      "hedgerow.queue",
      "20000",
      "Events that may wait to be decided and committed; beyond it senders get 503 with Retry-After."),
  BATCH("hedgerow.batch", "1000", "Most events in one commit."),
  ANSWER_TIMEOUT(
      "hedgerow.answer-timeout",
      "30s",
      "How long a sender waits for a decision before it gets 503 and sends again."),
  SNAPSHOT_EVERY(
      "hedgerow.snapshot-every",
      "60s",
      "How often counters are written to the data folder; a restart replays what came after."),
  DRAIN("hedgerow.drain", "20s", "How long a stop waits for what is already accepted."),
  KEY_RATE(
      "hedgerow.key-rate",
      "2000",
      "Requests a second for a key that names no rate of its own; bursts of twice that pass."),
  SESSION_TIMEOUT("hedgerow.session-timeout", "8h", "How long an idle login lasts."),
  OPEN_METRICS("hedgerow.open-metrics", "false", "Serve /metrics without a key."),
  LOG_EVENTS("hedgerow.log-events", "true", "Log one line for each event, without its content."),
  LOG_FORMAT("hedgerow.log-format", "json", "json or text."),
  WEBHOOKS_PRIVATE(
      "hedgerow.webhooks.private-addresses",
      "false",
      "Let webhooks go to loopback and private addresses."),
  WEBHOOKS_FIRST_RETRY(
      "hedgerow.webhooks.first-retry",
      "1s",
      "Wait before the first retry; it doubles up to an hour, with jitter."),
  WEBHOOKS_GIVE_UP_AFTER(
      "hedgerow.webhooks.give-up-after",
      "5d",
      "When an undelivered change goes to the dead letters."),
  BULK_ALONE(
      "hedgerow.bulk-alone",
      "100",
      "Entities of a bulk action that one person may act on; above it a second person has to agree."),
  APPEAL_WINDOW(
      "hedgerow.appeal-window",
      "183d",
      "How long a user may object to a restriction, from its statement on."),
  KEEP_PICTURES(
      "hedgerow.keep-pictures",
      "30d",
      "How long a small copy of each picture that was sent is kept for reviewers to look at; 0s keeps none."),
  KEEP_VIEWS(
      "hedgerow.keep-views",
      "730d",
      "How long it is kept who was shown what; at least 30d. The audit chain says up to where they were forgotten."),
  KEEP_THREADS(
      "hedgerow.keep-threads",
      "90d",
      "How long it is kept what stood under what, for showing a case among what was said around it; at least 30d."),
  NOTICE_ADDRESS(
      "hedgerow.notice-address",
      "",
      "How your pages are addressed, so that notices can name them: https://pins.example/{kind}/{id}. Empty: only kind:id is read."),
  FEEDS(
      "hedgerow.feeds",
      "",
      "JSON file that names the hash exchanges that banks follow; empty: none is asked."),
  PLAN(
      "hedgerow.plan",
      "",
      "JSON file with the targets and the roadmap of the status page; empty: none are set."),
  JUDGE_ENDPOINT(
      "hedgerow.judge.endpoint",
      "",
      "Base address of an OpenAI-compatible endpoint whose language model judges the draws of samples, with audits by people; content leaves this machine. Empty: people judge every draw."),
  JUDGE_MODEL("hedgerow.judge.model", "", "The model as the endpoint names it."),
  JUDGE_KEY(
      "hedgerow.judge.key",
      "",
      "The endpoint's key. Read from the environment only, so that it stands in no list of processes."),
  JUDGE_TIMEOUT("hedgerow.judge.timeout", "30s", "How long one answer may take."),
  JUDGE_CONCURRENCY(
      "hedgerow.judge.concurrency", "4", "Draws that are asked about at the same time."),
  JUDGE_TOKENS(
      "hedgerow.judge.tokens-per-day",
      "1000000",
      "Tokens that may be spent a day (UTC). What is left over waits for the next day; after a day of waiting people are asked."),
  JUDGE_LONGEST(
      "hedgerow.judge.longest",
      "8000",
      "Characters of the longest text that is asked about; longer ones go to people."),
  JUDGE_AUDITS(
      "hedgerow.judge.audits",
      "25",
      "Percent of the judge's answers that people look at, at least. They look at every positive that weighs as much as the average draw, and more often at whatever weighs much."),
  SECOND_LOOKS(
      "hedgerow.second-looks",
      "0",
      "Percent of people's decisions on drawn content that somebody else takes again, unseen, more where it stands for many views; with more than 0, every decision that it breaks a policy is. Figures are corrected by what comes of it."),
  RANKING(
      "hedgerow.ranking",
      "",
      "JSON file that says whose judgement counts more, how far a source is believed and how long; empty: as the resolver's page has it."),
  OIDC_ISSUER("hedgerow.oidc.issuer", "", "Issuer of an OpenID provider; empty: passwords only."),
  OIDC_CLIENT_ID("hedgerow.oidc.client-id", "", "Client id registered there."),
  OIDC_CLIENT_SECRET("hedgerow.oidc.client-secret", "", "Its secret."),
  OIDC_ROLE_CLAIM(
      "hedgerow.oidc.role-claim",
      "roles",
      "Claim of the ID token with the person's roles; unknown words are ignored, none at all means no entry.");

  private final String key;
  private final String defaultText;
  private final String description;

  Setting(String key, String defaultText, String description) {
    this.key = key;
    this.defaultText = defaultText;
    this.description = description;
  }

  /** As written in properties: {@code hedgerow.port}. */
  public String key() {
    return key;
  }

  /** As written in the environment: {@code HEDGEROW_PORT}. */
  public String environmentName() {
    return key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
  }

  /** The default as text; empty when there is none. */
  public String defaultText() {
    return defaultText;
  }

  public String description() {
    return description;
  }

  /** True for a secret that is taken from the environment and from nowhere else. */
  public boolean environmentOnly() {
    return this == JUDGE_KEY;
  }

  static List<String> keys() {
    return Arrays.stream(values()).map(Setting::key).toList();
  }
}
