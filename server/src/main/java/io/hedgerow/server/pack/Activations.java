package io.hedgerow.server.pack;

import io.hedgerow.engine.CompiledPack;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SignalDefinition;
import io.hedgerow.engine.pack.Stage;
import io.hedgerow.ledger.Ledger;
import io.hedgerow.ledger.LedgerReader;
import io.hedgerow.ledger.pack.StoredPacks;
import io.hedgerow.server.intake.Intake;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Changes the active pack while events go on: the engine takes the new one up between two events,
 * and the change is kept once everything decided before it is committed. Thread-safe.
 */
public final class Activations {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final PackShelf shelf;
  private final Intake intake;
  private final Ledger ledger;
  private final LedgerReader reader;
  private final Reconsiderations reconsiderations;

  public Activations(
      PackShelf shelf,
      Intake intake,
      Ledger ledger,
      LedgerReader reader,
      Reconsiderations reconsiderations) {
    this.shelf = shelf;
    this.intake = intake;
    this.ledger = ledger;
    this.reader = reader;
    this.reconsiderations = reconsiderations;
  }

  /** Makes a known version the active one. Returns when it decides and the change is kept. */
  public synchronized void activate(String version, String author, String reason) {
    CompiledPack compiled = shelf.compile(version).orElseThrow(() -> PackShelf.unknown(version));
    CompletableFuture<Void> done =
        intake.change(
            compiled,
            () -> {
              ledger.activate(compiled.pack(), author, reason);
              shelf.nowActive(compiled.pack());
            });
    await(done);
    reconsiderations.begin();
  }

  /** Goes back to the version that was active before, and returns it. */
  public synchronized String rollBack(String author, String reason) {
    String version =
        reader.packActivations(2).stream()
            .skip(1)
            .findFirst()
            .map(StoredPacks.Activation::version)
            .orElseThrow(
                () -> Refusal.of(ProblemType.CONFLICT, "no other pack was active before this one"));
    activate(version, author, reason);
    return version;
  }

  /**
   * Puts one rule of the active pack in shadow, as a new version of the pack that is then active.
   *
   * @return the new version; empty when the rule's stage cannot be changed in the pack's text
   */
  public synchronized Optional<String> stop(String rule, String author, String reason) {
    return stop(
        files -> StageEdit.of(files, rule, Stage.SHADOW.word()),
        pack ->
            pack.rules().stream()
                .anyMatch(r -> r.id().equals(rule) && r.stage() instanceof Stage.Shadow),
        author,
        reason);
  }

  /** The same for a bank or a score. */
  public synchronized Optional<String> stop(SignalDefinition signal, String author, String reason) {
    return stop(
        files -> StageEdit.of(files, signal, Stage.SHADOW.word()),
        pack ->
            pack.signals().get(signal.reference()) instanceof SignalDefinition changed
                && changed.stage() instanceof Stage.Shadow,
        author,
        reason);
  }

  private Optional<String> stop(
      Function<Map<String, byte[]>, Optional<Map<String, byte[]>>> edit,
      Predicate<Pack> done,
      String author,
      String reason) {
    Optional<Map<String, byte[]>> changed =
        reader.packFiles(shelf.active().version()).flatMap(edit);
    if (changed.isEmpty()
        || !(PackShelf.check(changed.get()) instanceof PackShelf.Checked.Sound sound)
        || !done.test(sound.compiled().pack())) {
      return Optional.empty();
    }
    String version = sound.compiled().pack().version();
    ledger.keepPack(sound.compiled().pack(), changed.get(), author);
    activate(version, author, reason);
    return Optional.of(version);
  }

  private static void await(CompletableFuture<Void> done) {
    try {
      done.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException _) {
      throw Refusal.later(
          ProblemType.UNAVAILABLE,
          "the change is not kept yet; ask for the active pack to see when it is",
          Duration.ofSeconds(5));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof Refusal refusal) {
        throw refusal;
      }
      throw new IllegalStateException("the pack could not be activated", failure.getCause());
    }
  }
}
