package io.hedgerow.server.console;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.engine.policy.Policy;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.review.Review;
import io.hedgerow.review.report.Notice;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.NoticeAddress;
import io.hedgerow.server.review.NoticeForm;
import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Where anybody tells us of content that should not be there, and reads what became of it. Needs no
 * account. Says nothing about anybody but what was decided on the items that the notice names.
 */
@ShowsNoContent
@RestController
public final class NoticePage {
  private final Templates templates;
  private final Review review;
  private final Ledger ledger;
  private final PackShelf shelf;
  private final NoticeAddress address;
  private final InstantSource clock;

  NoticePage(
      Templates templates,
      Review review,
      Ledger ledger,
      PackShelf shelf,
      NoticeAddress address,
      InstantSource clock) {
    this.templates = templates;
    this.review = review;
    this.ledger = ledger;
    this.shelf = shelf;
    this.address = address;
    this.clock = clock;
  }

  @GetMapping("/notice")
  ResponseEntity<byte[]> form(HttpServletRequest request) {
    return form(NoticeForm.EMPTY, "", request, 200);
  }

  /** Takes it, or shows the form again with what is wrong and everything that was written. */
  @PostMapping("/notice")
  ResponseEntity<byte[]> file(
      @RequestParam(defaultValue = "") String items,
      @RequestParam(defaultValue = "") String policy,
      @RequestParam(defaultValue = "") String text,
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String email,
      @RequestParam(defaultValue = "") String website,
      HttpServletRequest request) {
    NoticeForm form = new NoticeForm(items, policy, text, name, email, website);
    try {
      return Sent.to("/notices/" + review.notices().file(form.draft(address)).token());
    } catch (IllegalArgumentException wrong) {
      return form(form, String.valueOf(wrong.getMessage()), request, 422);
    }
  }

  private ResponseEntity<byte[]> form(
      NoticeForm form, String wrong, HttpServletRequest request, int status) {
    List<Policy> policies =
        shelf.active().policies().values().stream()
            .sorted(Comparator.comparing(Policy::title))
            .toList();
    ResponseEntity<byte[]> page =
        templates.render(
            "notice",
            Map.of(
                "form",
                form,
                "wrong",
                wrong,
                "policies",
                policies,
                "csrf",
                (CsrfToken) request.getAttribute(CsrfToken.class.getName())));
    return ResponseEntity.status(HttpStatusCode.valueOf(status))
        .headers(page.getHeaders())
        .body(page.getBody());
  }

  /**
   * What became of one item.
   *
   * @param action in force on it now, as a word; told only when the notice was right
   */
  public record Outcome(Notice.Item item, String action) {}

  @Shows("notice")
  @GetMapping("/notices/{token}")
  ResponseEntity<byte[]> outcome(@PathVariable String token) {
    Notice notice =
        review
            .notices()
            .find(token)
            .orElseThrow(
                () -> Refusal.of(ProblemType.NOT_FOUND, "there is no notice behind this link"));
    return templates.render(
        "noticeOutcome",
        Map.of(
            "notice",
            notice,
            "policy",
            Optional.ofNullable(shelf.active().policies().get(notice.policy())),
            "outcomes",
            notice.items().stream().map(this::outcome).toList()));
  }

  private Outcome outcome(Notice.Item item) {
    return new Outcome(item, item.upheld().orElse(false) ? inForce(item.entity()) : "");
  }

  private String inForce(EntityId entity) {
    return ledger.enforcement(entity, clock.instant()).action().word();
  }
}
