package io.hedgerow.server.settings;

import io.hedgerow.engine.pack.Suggestion;
import io.hedgerow.review.Retention;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything an operator decided, checked. See {@link Setting} for what each means.
 *
 * @param port 0 for any free one
 * @param database JDBC address; empty for a private PostgreSQL under {@code data}
 * @param pack folder of the pack to start with
 * @param queue events accepted and not yet answered, at most
 * @param batch events in one commit, at most
 * @param keyRate requests a second for keys without a rate of their own
 * @param bulkAlone entities of a bulk action that need no second person
 * @param appealWindow how long a user may object
 * @param keepPictures how long small copies of pictures are kept; zero for not at all
 * @param keep how long views and threads are kept
 * @param secondLooks percent of decisions on drawn content that somebody else takes again
 * @param noticeAddress with {@code {kind}} and {@code {id}}, how the product's pages are addressed
 */
public record ServerSettings(
    int port,
    String address,
    Optional<URI> publicUrl,
    Path data,
    Optional<String> database,
    Optional<Path> pack,
    int queue,
    int batch,
    Duration answerTimeout,
    Duration snapshotEvery,
    Duration drain,
    int keyRate,
    Duration sessionTimeout,
    boolean openMetrics,
    boolean logEvents,
    LogFormat logFormat,
    Webhooks webhooks,
    int bulkAlone,
    Duration appealWindow,
    Duration keepPictures,
    Retention.Keep keep,
    Optional<String> noticeAddress,
    Optional<Path> feeds,
    Optional<Path> plan,
    Optional<Judge> judge,
    int secondLooks,
    Optional<Path> ranking,
    Optional<Oidc> oidc) {

  /** True when people reach the server over TLS, as the public address says. */
  public boolean https() {
    return publicUrl.filter(url -> "https".equals(url.getScheme())).isPresent();
  }

  /** How log lines look. */
  public enum LogFormat {
    JSON,
    TEXT
  }

  /** See the settings under {@code hedgerow.webhooks}. */
  public record Webhooks(boolean privateAddresses, Duration firstRetry, Duration giveUpAfter) {}

  /**
   * A language model that judges the draws of samples.
   *
   * @param tokens that may be spent a day
   * @param longest text that is asked about, in characters
   * @param audits percent of its answers that people look at, at least
   */
  public record Judge(
      URI endpoint,
      String model,
      Optional<String> key,
      Duration timeout,
      int concurrency,
      int tokens,
      int longest,
      int audits) {
    @Override
    public String toString() {
      // the key is nobody's business
      return "%s at %s".formatted(model, endpoint);
    }
  }

  /** An OpenID provider people may log in with. */
  public record Oidc(URI issuer, String clientId, String clientSecret, String roleClaim) {}

  /**
   * Reads settings by key, for example {@code hedgerow.port}.
   *
   * @throws SettingsRefused when a {@code hedgerow.*} key is unknown or a value does not fit
   */
  public static ServerSettings of(Map<String, String> properties) {
    SettingsReader reader = new SettingsReader(properties);
    refuseUnknown(properties);
    return new ServerSettings(
        reader.integer(Setting.PORT, 0, 65_535),
        reader.text(Setting.ADDRESS),
        reader.address(Setting.PUBLIC_URL),
        Path.of(reader.text(Setting.DATA)),
        reader.optional(Setting.DB),
        reader.optional(Setting.PACK).map(Path::of),
        reader.integer(Setting.QUEUE, 1, 10_000_000),
        reader.integer(Setting.BATCH, 1, 100_000),
        reader.duration(Setting.ANSWER_TIMEOUT),
        reader.duration(Setting.SNAPSHOT_EVERY),
        reader.duration(Setting.DRAIN),
        reader.integer(Setting.KEY_RATE, 1, 1_000_000),
        reader.duration(Setting.SESSION_TIMEOUT),
        reader.truth(Setting.OPEN_METRICS),
        reader.truth(Setting.LOG_EVENTS),
        reader.choice(Setting.LOG_FORMAT, LogFormat.class),
        new Webhooks(
            reader.truth(Setting.WEBHOOKS_PRIVATE),
            reader.duration(Setting.WEBHOOKS_FIRST_RETRY),
            reader.duration(Setting.WEBHOOKS_GIVE_UP_AFTER)),
        reader.integer(Setting.BULK_ALONE, 0, 1_000_000),
        reader.duration(Setting.APPEAL_WINDOW),
        reader.duration(Setting.KEEP_PICTURES),
        keep(reader),
        reader.optional(Setting.NOTICE_ADDRESS),
        reader.optional(Setting.FEEDS).map(Path::of),
        reader.optional(Setting.PLAN).map(Path::of),
        judge(reader),
        reader.integer(Setting.SECOND_LOOKS, 0, 100),
        reader.optional(Setting.RANKING).map(Path::of),
        oidc(reader));
  }

  /** The settings that an environment names, such as {@code HEDGEROW_PORT}, by their keys. */
  public static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> found = new HashMap<>();
    for (Setting setting : Setting.values()) {
      String value = environment.get(setting.environmentName());
      if (value != null) {
        found.put(setting.key(), value);
      }
    }
    return Map.copyOf(found);
  }

  private static Retention.Keep keep(SettingsReader reader) {
    Duration views = reader.duration(Setting.KEEP_VIEWS);
    Duration threads = reader.duration(Setting.KEEP_THREADS);
    try {
      return new Retention.Keep(views, threads);
    } catch (IllegalArgumentException tooShort) {
      throw new SettingsRefused(
          Setting.KEEP_VIEWS.key()
              + " and "
              + Setting.KEEP_THREADS.key()
              + ": "
              + tooShort.getMessage());
    }
  }

  private static Optional<Judge> judge(SettingsReader reader) {
    return reader
        .address(Setting.JUDGE_ENDPOINT)
        .map(endpoint ->
            new Judge(
                endpoint,
                reader.required(Setting.JUDGE_MODEL, Setting.JUDGE_ENDPOINT),
                reader.optional(Setting.JUDGE_KEY),
                reader.duration(Setting.JUDGE_TIMEOUT),
                reader.integer(Setting.JUDGE_CONCURRENCY, 1, 256),
                reader.integer(Setting.JUDGE_TOKENS, 1, Integer.MAX_VALUE),
                reader.integer(Setting.JUDGE_LONGEST, 1, 1_000_000),
                reader.integer(Setting.JUDGE_AUDITS, 1, 100)));
  }

  private static Optional<Oidc> oidc(SettingsReader reader) {
    return reader
        .address(Setting.OIDC_ISSUER)
        .map(issuer ->
            new Oidc(
                issuer,
                reader.required(Setting.OIDC_CLIENT_ID, Setting.OIDC_ISSUER),
                reader.required(Setting.OIDC_CLIENT_SECRET, Setting.OIDC_ISSUER),
                reader.text(Setting.OIDC_ROLE_CLAIM)));
  }

  private static void refuseUnknown(Map<String, String> properties) {
    for (String key : properties.keySet()) {
      if (key.startsWith("hedgerow.") && !Setting.keys().contains(key)) {
        throw new SettingsRefused(
            "unknown setting `" + key + "`: " + Suggestion.hint(key, Setting.keys()));
      }
    }
  }
}
