package io.hedgerow.server.bank;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.matching.bank.KnownHash;
import io.hedgerow.matching.image.signature.SignatureMatch;
import io.hedgerow.server.bank.BankSearch.Sighting;
import java.util.Locale;
import java.util.Map;

/** How matches and known hashes look in answers. */
final class Sightings {
  private Sightings() {}

  static Map<String, Object> tree(Sighting sighting) {
    KnownHash known = sighting.match().known();
    return members(
        "bank", sighting.match().bank().id(),
        "policy", sighting.match().bank().policy(),
        "source", known.source(),
        "id", known.id(),
        "hash", known.hash().toString(),
        "tags", known.tags(),
        "distance", sighting.match().distance(),
        "part", sighting.part(),
        "turn", sighting.turn().name().toLowerCase(Locale.ROOT),
        "likeness", sighting.likeness().map(SignatureMatch::correlation),
        "degrees", sighting.likeness().map(SignatureMatch::degrees));
  }
}
