package io.hedgerow.server.bank;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.event.EntityId;
import io.hedgerow.ledger.bank.BankChange.Hash;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.Shows;
import io.hedgerow.server.bank.BankSearch.Lookup;
import io.hedgerow.server.bank.Retroactive.Preview;
import io.hedgerow.server.image.Images;
import io.hedgerow.server.image.Picture;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.label.Writes;
import io.hedgerow.server.review.Bounds;
import io.hedgerow.server.webhook.Webhooks;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What a picture matches, without keeping it; and what a bank matches among the kept ones. */
@Shows("matches")
@RestController
final class MatchRoutes {
  private static final int SHOWN = 100;

  private final BankShelf shelf;
  private final Images images;
  private final Retroactive retroactive;
  private final Bounds bounds;
  private final Webhooks webhooks;

  MatchRoutes(
      BankShelf shelf, Images images, Retroactive retroactive, Bounds bounds, Webhooks webhooks) {
    this.shelf = shelf;
    this.images = images;
    this.retroactive = retroactive;
    this.bounds = bounds;
    this.webhooks = webhooks;
  }

  @PostMapping("/v1/images/match")
  ResponseEntity<byte[]> match(HttpServletRequest request, Authentication who) throws IOException {
    Picture picture = Picture.read(Body.bytes(request, Picture.MOST_BYTES));
    Lookup lookup = shelf.look(picture.hashes(), images.resembled(picture.kept()));
    return Answers.ok(
        members(
            "pdq", picture.hashes().hash().toString(),
            "quality", picture.hashes().quality(),
            "format", picture.format(),
            "matches", lookup.matches().stream().limit(SHOWN).map(Sightings::tree).toList(),
            "spared", lookup.spared().stream().limit(SHOWN).map(Sightings::tree).toList(),
            "similar",
                bounds
                    .openWhole(who, images.like(picture), like -> images.shows(like.image()))
                    .stream()
                    .limit(SHOWN)
                    .map(like ->
                        members(
                            "id", like.image().id(),
                            "entity", "image:" + like.image().cluster(),
                            "distance", like.match().distance(),
                            "correlation", like.match().correlation(),
                            "turn", like.match().turn().name().toLowerCase(Locale.ROOT),
                            "degrees", like.match().degrees()))
                    .toList()));
  }

  @PostMapping("/v1/banks/{bank}/retroactive")
  ResponseEntity<byte[]> retroactive(
      @PathVariable String bank, HttpServletRequest request, Authentication who)
      throws IOException {
    Body body = Body.read(request, "source", "id", "digest", "confidence");
    Optional<Hash> only =
        body.optionalText("id")
            .map(id -> new Hash(bank, body.optionalText("source").orElse("local"), id));
    Optional<String> digest = body.optionalText("digest");
    if (digest.isEmpty()) {
      return Answers.ok(describe(retroactive.preview(bank, only), who));
    }
    var written =
        retroactive.apply(
            Writes.key(request),
            Author.of(who).id(),
            bank,
            only,
            digest.get(),
            body.number("confidence", 0, 1).orElse(0.9));
    webhooks.wake();
    return Answers.status(
        written.repeated() ? 200 : 201,
        members("batch", written.batch(), "labels", written.labels()));
  }

  private List<String> open(Authentication who, List<String> entities) {
    return bounds.open(who, entities, entity -> Optional.of(EntityId.parse(entity)));
  }

  private Map<String, Object> describe(Preview preview, Authentication who) {
    Map<String, ?> entities = preview.entities();
    return members(
        "digest", preview.digest(),
        "policy", preview.bank().policy(),
        "pictures", preview.hits().size(),
        "entities", entities.size(),
        "sample",
            preview.hits().stream()
                .limit(SHOWN)
                .map(hit ->
                    members(
                        "image", hit.image(),
                        "match", Sightings.tree(hit.sighting()),
                        "entities", open(who, hit.entities().stream().limit(SHOWN).toList())))
                .toList());
  }
}
