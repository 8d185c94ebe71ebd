package io.hedgerow.server.image;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import io.hedgerow.server.review.Bounds;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes pictures in; what is kept is their hashes, signature and for a while a small copy. */
@ShowsNoContent
@RestController
final class ImageRoutes {
  private final Images images;
  private final Looking looking;
  private final Newcomers newcomers;
  private final PictureCopies copies;
  private final Bounds bounds;

  ImageRoutes(
      Images images, Looking looking, Newcomers newcomers, PictureCopies copies, Bounds bounds) {
    this.images = images;
    this.looking = looking;
    this.newcomers = newcomers;
    this.copies = copies;
    this.bounds = bounds;
  }

  @PostMapping("/v1/images")
  ResponseEntity<byte[]> add(HttpServletRequest request, Authentication who) throws IOException {
    Picture picture = Picture.read(Body.bytes(request, Picture.MOST_BYTES));
    KeptImage kept = images.add(picture, Author.of(who).id());
    looking.look(kept, picture.pixels());
    newcomers.arrived(new SignedImage(kept, picture.signature()));
    copies.keep(kept.id(), picture.upright().of(picture.pixels()));
    return Answers.status(201, describe(kept));
  }

  @Shows("picture")
  @GetMapping("/v1/images/{id}")
  ResponseEntity<byte[]> one(@PathVariable String id, Authentication who) {
    Optional<KeptImage> found = images.find(id);
    found.map(images::shows).ifPresent(shown -> bounds.lookAtAll(who, shown));
    return found
        .map(image -> Answers.ok(describe(image)))
        .orElseThrow(() -> Refusal.of(ProblemType.NOT_FOUND, "there is no picture `" + id + "`"));
  }

  private Map<String, Object> describe(KeptImage image) {
    return members(
        "id", image.id(),
        "pdq", image.hashes().hash().toString(),
        "quality", image.hashes().quality(),
        "format", image.format(),
        "entity", "image:" + image.cluster(),
        "created", image.created().toString(),
        "kinds", images.look(image.id()).flatMap(ImageLook::kinds).orElse(Map.of()));
  }
}
