package io.hedgerow.server.review;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.review.Review;
import io.hedgerow.review.report.Notice;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Notices that a product takes on a form of its own. */
@ShowsNoContent
@RestController
final class NoticeRoutes {
  private final Review review;
  private final NoticeAddress address;

  NoticeRoutes(Review review, NoticeAddress address) {
    this.review = review;
    this.address = address;
  }

  /** Its {@code link} is for whoever gave it: it shows what became of it. */
  @PostMapping("/v1/notices")
  ResponseEntity<byte[]> file(HttpServletRequest request) throws IOException {
    Body body = Body.read(request, "items", "policy", "text", "name", "email");
    NoticeForm form =
        new NoticeForm(
            items(body),
            body.optionalText("policy").orElse(""),
            body.text("text"),
            body.optionalText("name").orElse(""),
            body.optionalText("email").orElse(""),
            "");
    Notice.Receipt receipt = review.notices().file(draft(form));
    return Answers.status(
        201, members("receipt", receipt.receipt(), "link", "/notices/" + receipt.token()));
  }

  private static String items(Body body) {
    if (body.members().get("items") instanceof List<?> list
        && list.stream().allMatch(String.class::isInstance)) {
      return list.stream().map(Object::toString).collect(Collectors.joining("\n"));
    }
    throw Refusal.at(ProblemType.INVALID, "items", "member `items` must be a list of `kind:id`");
  }

  private Notice.Draft draft(NoticeForm form) {
    try {
      return form.draft(address);
    } catch (IllegalArgumentException wrong) {
      throw Refusal.of(ProblemType.INVALID, String.valueOf(wrong.getMessage()));
    }
  }
}
