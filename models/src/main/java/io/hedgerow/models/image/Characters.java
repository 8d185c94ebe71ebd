package io.hedgerow.models.image;

import java.util.ArrayList;
import java.util.List;

/**
 * The characters a reading network knows, and what its answer says. For each step from left to
 * right the network gives every character a probability; a character said at several steps in a row
 * is one, and number 0 says nothing ("Connectionist Temporal Classification", Graves and others,
 * 2006; the likeliest at each step).
 */
record Characters(List<String> known) {
  Characters {
    known = List.copyOf(known);
  }

  /** From a file with one character a line; a space is added, as the network was trained. */
  static Characters of(String lines) {
    List<String> known = new ArrayList<>(lines.lines().toList());
    known.add(" ");
    return new Characters(known);
  }

  /**
   * What was read.
   *
   * @param sureness mean probability of the characters, in [0, 1]; 0 for no text
   */
  record Reading(String text, double sureness) {}

  /** How many numbers a step has. */
  int size() {
    return known.size() + 1;
  }

  Reading read(float[] steps) {
    StringBuilder text = new StringBuilder();
    double sum = 0;
    int said = 0;
    int before = 0;
    for (int at = 0; at + size() <= steps.length; at += size()) {
      int best = 0;
      for (int i = 1; i < size(); i++) {
        best = steps[at + i] > steps[at + best] ? i : best;
      }
      if (best != 0 && best != before) {
        text.append(known.get(best - 1));
        sum += steps[at + best];
        said++;
      }
      before = best;
    }
    return new Reading(text.toString(), said == 0 ? 0 : sum / said);
  }
}
