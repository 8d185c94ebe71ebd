package io.hedgerow.server.label;

import io.hedgerow.ledger.WriteRefused;
import io.hedgerow.ledger.Written;
import io.hedgerow.server.problem.ProblemType;
import io.hedgerow.server.problem.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.UUID;
import java.util.function.Supplier;

/** What every write from outside has in common: its key, and how the ledger's refusals read. */
public final class Writes {
  private static final String HEADER = "Idempotency-Key";

  private Writes() {}

  /** The caller's idempotency key; without one the write cannot be repeated safely, but is done. */
  public static String key(HttpServletRequest request) {
    String key = request.getHeader(HEADER);
    if (key == null || key.isBlank()) {
      return UUID.randomUUID().toString();
    }
    if (key.length() > 200) {
      throw Refusal.at(ProblemType.INVALID, HEADER, "the key may have 200 characters");
    }
    return key.strip();
  }

  /** Runs the write; the ledger's refusal becomes the caller's. */
  public static Written refusing(Supplier<Written> write) {
    try {
      return write.get();
    } catch (WriteRefused refused) {
      throw switch (refused.reason()) {
        case KEY_REUSED -> Refusal.at(ProblemType.CONFLICT, HEADER, text(refused));
        case NOT_FOUND -> Refusal.of(ProblemType.NOT_FOUND, text(refused));
      };
    }
  }

  /** Makes a value whose constructor checks its ranges. */
  static <T> T fitting(Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException wrong) {
      throw Refusal.of(ProblemType.INVALID, text(wrong));
    }
  }

  private static String text(RuntimeException failure) {
    return String.valueOf(failure.getMessage());
  }
}
