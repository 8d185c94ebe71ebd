package io.hedgerow.server.pack;

import static io.hedgerow.server.json.Answers.members;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.pack.Diagnostic;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.server.access.Author;
import io.hedgerow.server.access.ShowsNoContent;
import io.hedgerow.server.json.Answers;
import io.hedgerow.server.json.Body;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Upload, list, explain, activate and roll back packs. */
@ShowsNoContent
@RestController
final class PackRoutes {
  private final PackShelf shelf;
  private final Activations activations;
  private final Ledger ledger;
  private final LedgerReader reader;

  PackRoutes(PackShelf shelf, Activations activations, Ledger ledger, LedgerReader reader) {
    this.shelf = shelf;
    this.ledger = ledger;
    this.reader = reader;
    this.activations = activations;
  }

  @PostMapping(path = "/v1/packs", consumes = "application/zip")
  ResponseEntity<byte[]> uploadZip(HttpServletRequest request, Authentication who)
      throws IOException {
    return upload(PackUpload.zip(Body.bytes(request, PackUpload.MAX_BYTES)), who);
  }

  @PostMapping(path = "/v1/packs", consumes = "application/json")
  ResponseEntity<byte[]> uploadJson(HttpServletRequest request, Authentication who)
      throws IOException {
    return upload(PackUpload.json(Body.bytes(request, PackUpload.MAX_BYTES)), who);
  }

  private ResponseEntity<byte[]> upload(Map<String, byte[]> files, Authentication who) {
    return switch (PackShelf.check(files)) {
      case PackShelf.Checked.Sound(CompiledPack compiled, List<Diagnostic> warnings) -> {
        ledger.keepPack(compiled.pack(), files, Author.of(who).id());
        yield Answers.status(
            201,
            members(
                "version", compiled.version(),
                "name", compiled.pack().name(),
                "warnings", warnings.stream().map(PackRoutes::describe).toList()));
      }
      case PackShelf.Checked.Broken(List<Diagnostic> diagnostics) ->
          throw Refusal.of(
                  ProblemType.PACK_REFUSED,
                  "the pack has " + diagnostics.size() + " problems; the active pack keeps running")
              .with("diagnostics", diagnostics.stream().map(PackRoutes::describe).toList());
    };
  }

  @GetMapping("/v1/packs")
  ResponseEntity<byte[]> list() {
    return Answers.ok(
        members(
            "active", shelf.active().version(),
            "packs", reader.packs().stream().map(PackRoutes::describe).toList(),
            "activations",
                reader.packActivations(100).stream()
                    .map(activation ->
                        members(
                            "version", activation.version(),
                            "at", activation.at().toString(),
                            "author", activation.author(),
                            "reason", activation.reason()))
                    .toList()));
  }

  @GetMapping("/v1/packs/active")
  ResponseEntity<byte[]> active() {
    return Answers.ok(explain(shelf.active()));
  }

  @GetMapping("/v1/packs/{version}")
  ResponseEntity<byte[]> one(@PathVariable String version) {
    return Answers.ok(
        explain(shelf.compile(version).orElseThrow(() -> PackShelf.unknown(version)).pack()));
  }

  @PostMapping("/v1/packs/{version}/activate")
  ResponseEntity<byte[]> activate(
      @PathVariable String version, HttpServletRequest request, Authentication who)
      throws IOException {
    String reason = Body.read(request, "reason").text("reason");
    activations.activate(version, Author.of(who).id(), reason);
    return Answers.ok(members("active", version));
  }

  @PostMapping("/v1/packs/roll-back")
  ResponseEntity<byte[]> rollBack(HttpServletRequest request, Authentication who)
      throws IOException {
    String reason = Body.read(request, "reason").text("reason");
    return Answers.ok(members("active", activations.rollBack(Author.of(who).id(), reason)));
  }

  private static Map<String, Object> explain(Pack pack) {
    return members(
        "version", pack.version(),
        "name", pack.name(),
        "description", pack.description(),
        "owners", pack.owners(),
        "event_types", pack.eventTypes().keySet().stream().sorted().toList(),
        "policies",
            pack.policies().values().stream()
                .map(policy ->
                    members(
                        "id", policy.id(),
                        "title", policy.title(),
                        "severity", policy.severity(),
                        "action", policy.enforcement().action().word()))
                .toList(),
        "rules",
            pack.rules().stream()
                .map(rule ->
                    members(
                        "id", rule.id(),
                        "on", rule.on(),
                        "stage", rule.stage().word(),
                        "verdict", rule.verdict().word(),
                        "when", rule.when().source()))
                .toList(),
        "counters", pack.counters().keySet().stream().sorted().toList(),
        "lists", pack.lists().keySet().stream().sorted().toList());
  }

  private static Map<String, Object> describe(StoredPacks.Uploaded pack) {
    return members(
        "version", pack.version(),
        "name", pack.name(),
        "uploaded", pack.at().toString(),
        "author", pack.author());
  }

  private static Map<String, Object> describe(Diagnostic diagnostic) {
    return members(
        "severity", diagnostic.severity().name().toLowerCase(Locale.ROOT),
        "where", diagnostic.span().toString(),
        "message", diagnostic.message(),
        "hint", diagnostic.hint());
  }
}
