package io.hedgerow.server.review;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.server.settings.SettingsRefused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what somebody names in a notice: {@code kind:id}, or the address of one of the pages. */
public final class NoticeAddress {
  private static final String KIND = "{kind}";
  private static final String ID = "{id}";

  private final Optional<Pattern> pages;

  /**
   * @param template with {@code {kind}} and {@code {id}}; empty when pages are not known
   * @throws SettingsRefused when it lacks one of them
   */
  public NoticeAddress(Optional<String> template) {
    pages = template.map(NoticeAddress::pattern);
  }

  private static Pattern pattern(String template) {
    if (!template.contains(KIND) || !template.contains(ID)) {
      throw new SettingsRefused(
          "hedgerow.notice-address must have {kind} and {id}, such as"
              + " https://pins.example/{kind}/{id}, was `"
              + template
              + "`");
    }
    String quoted =
        Pattern.quote(template)
            .replace(KIND, "\\E(?<kind>[a-z][a-z0-9_-]*)\\Q")
            .replace(ID, "\\E(?<id>[^/?#]+)\\Q");
    return Pattern.compile(quoted + "/?([?#].*)?");
  }

  /** Empty when it names nothing. */
  public Optional<EntityId> read(String line) {
    String text = line.strip();
    Optional<Matcher> page = pages.map(pattern -> pattern.matcher(text)).filter(Matcher::matches);
    if (page.isEmpty() && text.contains("://")) {
      return Optional.empty(); // somebody else's page is no entity of kind `https`
    }
    try {
      return Optional.of(
          page.isPresent()
              ? new EntityId(
                  page.get().group("kind"),
                  URLDecoder.decode(page.get().group("id"), StandardCharsets.UTF_8))
              : EntityId.parse(text));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
