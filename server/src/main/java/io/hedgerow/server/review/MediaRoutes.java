package io.hedgerow.server.review;

import io.hedgerow.engine.event.Event;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.FieldType;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.decision.StoredDecision;
import io.hedgerow.review.Review;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.image.PictureCopies;
import io.hedgerow.server.pack.PackShelf;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.util.Optional;
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
 * case that the asking reviewer holds or of a decision that the asking person may look at, under a
 * policy that lets a browser do nothing with them but show them. No name that a user chose is in an
 * address or a header.
 */
@RestController
final class MediaRoutes {
  private static final String NOTHING_RUNS = "default-src 'none'; sandbox";

  private final Review review;
  private final Dossiers dossiers;
  private final PictureCopies copies;
  private final LedgerReader reader;
  private final PackShelf shelf;
  private final Bounds bounds;

  MediaRoutes(
      Review review,
      Dossiers dossiers,
      PictureCopies copies,
      LedgerReader reader,
      PackShelf shelf,
      Bounds bounds) {
    this.reader = reader;
    this.shelf = shelf;
    this.bounds = bounds;
    this.review = review;
    this.dossiers = dossiers;
    this.copies = copies;
  }

  /** The picture of an event, for its decision's page. */
  @Shows("picture")
  @GetMapping("/media/decisions/{id}/{picture}")
  ResponseEntity<byte[]> ofDecision(
      @PathVariable String id, @PathVariable String picture, Authentication who) {
    Optional<StoredDecision> stored =
        Optional.of(id).filter(text -> text.matches("[0-9a-f]{32}")).flatMap(reader::decision);
    stored
        .flatMap(found -> Bounds.about(found.decision()))
        .ifPresent(entity -> bounds.look(who, entity));
    return stored
        .filter(found -> shows(found.event(), picture))
        .flatMap(_ -> copies.find(picture))
        .map(MediaRoutes::shown)
        .orElseThrow(
            () -> Refusal.of(ProblemType.NOT_FOUND, "no such decision shows this picture"));
  }

  private boolean shows(Event event, String picture) {
    EventType type = shelf.active().eventTypes().get(event.type());
    return type != null
        && type.fields().stream()
            .filter(field -> field.type() == FieldType.IMAGE)
            .anyMatch(field -> picture.equals(event.data().get(field.name())));
  }

  @Shows(value = "case", keptByHandler = true)
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
        .map(MediaRoutes::shown)
        .orElseThrow(
            () -> Refusal.of(ProblemType.NOT_FOUND, "you hold no case that shows this picture"));
  }

  private static ResponseEntity<byte[]> shown(byte[] jpeg) {
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_JPEG)
        .cacheControl(CacheControl.noStore())
        .header("Content-Security-Policy", NOTHING_RUNS)
        .header("X-Content-Type-Options", "nosniff")
        .header("Cross-Origin-Resource-Policy", "same-origin")
        .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"picture.jpg\"")
        .body(jpeg);
  }
}
