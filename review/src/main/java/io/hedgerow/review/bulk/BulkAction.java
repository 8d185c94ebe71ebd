package io.hedgerow.review.bulk;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One judgement of many entities, from the asking to its undo.
 *
 * @param origin where the entities came from, for people to read: {@code csv wrong.csv}
 * @param author who asked for it
 * @param entities how many it covers, each once
 * @param repeated lines that named an entity once more
 * @param refused lines that name no entity that could be judged
 * @param problems what is wrong with them, the first {@link #MOST_PROBLEMS}
 * @param position how many entities the phase at hand is through with; while undoing, how many are
 *     left
 * @param starter who said that it shall be done
 * @param starts from when on it is carried out
 * @param approver the second person, once there is one
 * @param stopped why it stopped half-way
 */
public record BulkAction(
    long id,
    Judgement judgement,
    String origin,
    String author,
    Instant created,
    State state,
    int entities,
    int repeated,
    int refused,
    List<Problem> problems,
    int position,
    Optional<String> starter,
    Optional<Instant> starts,
    Optional<String> approver,
    Optional<String> stopped) {
  /** Entities of one bulk action, at most; a file with more is refused whole. */
  public static final int MOST_ENTITIES = 1_000_000;

  /** Problems that are kept word for word. */
  public static final int MOST_PROBLEMS = 100;

  /** What is wrong with one line. */
  public record Problem(long line, String message) {}

  /** How far it has come. */
  public enum State {
    /** Kept whole; the audit chain does not know of it yet. */
    ASKED,
    /** What it would change is being worked out. */
    PREVIEWING,
    /** Somebody has to say that it shall be done. */
    PREVIEWED,
    /** A second person has to agree. */
    WAITING,
    /** It begins when its time comes. */
    SCHEDULED,
    /** It is being carried out. */
    RUNNING,
    /** Carried out. */
    DONE,
    /** It could not go on, for example since its policy is gone. What was done stays done. */
    STOPPED,
    /** It is being taken back. */
    UNDOING,
    /** Taken back: everything is as if it had never been. */
    UNDONE,
    /** Given up before it began. */
    CANCELLED;

    /** As the API says it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public BulkAction {
    problems = List.copyOf(problems);
  }
}
