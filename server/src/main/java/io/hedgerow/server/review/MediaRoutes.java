package io.hedgerow.server.review;

import io.hedgerow.review.Review;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.UUID;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * What users sent, apart from everything else: only pictures that were drawn anew here, only of a
 * case that the asking reviewer holds, under a policy that lets a browser do nothing with them but
 * show them. No name that a user chose is in an address or a header.
 */
@Shows(value = "case", keptByHandler = true)
@RestController
final class MediaRoutes {
  private static final String NOTHING_RUNS = "default-src 'none'; sandbox";

  private final Review review;
  private final Dossiers dossiers;
  private final PictureCopies copies;

  MediaRoutes(Review review, Dossiers dossiers, PictureCopies copies) {
    this.review = review;
    this.dossiers = dossiers;
    this.copies = copies;
  }

  @GetMapping("/media/{item}/{lease}/{picture}")
  ResponseEntity<byte[]> picture(
      @PathVariable long item,
      @PathVariable UUID lease,
      @PathVariable String picture,
      Authentication who) {
    String reviewer = Author.of(who).id();
    return review
        .desk()
        .lease(item, lease, reviewer)
        .filter(held -> dossiers.shows(held, picture))
        .flatMap(_ -> copies.find(picture))
        .map(jpeg ->
            ResponseEntity.ok()
                .contentType(MediaType.IMAGE_JPEG)
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", NOTHING_RUNS)
                .header("X-Content-Type-Options", "nosniff")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"picture.jpg\"")
                .body(jpeg))
        .orElseThrow(
            () -> Refusal.of(ProblemType.NOT_FOUND, "you hold no case that shows this picture"));
  }
}
