package io.hedgerow.matching.text;

import java.util.List;
import java.util.SplittableRandom;

/**
 * Texts made of everything that normalisation looks at, in every bad order; the same for a seed.
 */
final class HostileTexts {
  private static final List<String> PARTS =
      List.of(
          "hate",
          "you",
          " ",
          "  ",
          ".",
          "-",
          "h a t e",
          "k.i.l.l",
          "&amp;",
          "&#104;",
          "&#38;",
          "&#x26;",
          "amp;",
          "#38;",
          "&lt",
          ";",
          "\u200B",
          "\u200D",
          "\u202E",
          "\u00AD",
          "\u0430",
          "\u0435",
          "\u0441\u043E\u0440",
          "\u0414\u043E\u043C",
          "\u1D00",
          "\u0299",
          "\uD83D\uDE00",
          "\uD83D\uDC68\u200D\uD83D\uDC69",
          "\uD83C\uDDFA",
          "\uD83C\uDFFF",
          "\uD83D",
          "\uDE00",
          "e\u0301",
          "\u0336",
          "\u0301",
          "\u0323",
          "\uFF21\uFF4D\uFF50",
          "\uFF06",
          "\uFF1B",
          "\uFDFA",
          "\u1112\u1161\u11AB",
          "\uAC00\u11A8",
          "\u304B\u3099",
          "\u0130",
          "\u01C4",
          "\u03A3",
          "\u1E9E",
          "4",
          "3",
          "1",
          "0",
          "@",
          "$",
          "!",
          "|",
          "$hit",
          "5hit",
          "covid19",
          "aaaa",
          "oooo",
          "!!!!!",
          "A",
          "\u0000",
          "\u2800",
          "\u0085",
          "\n",
          "\u4F60\u597D",
          "\u0645\u0631",
          "\u0E01\u0E49\u0E33",
          "\u0F40\u0F71\u0F72\u0F7C",
          "\uD835\uDD25",
          "\uD83C\uDD70",
          "&zwj;",
          "&NewLine;",
          "&#1114112;");

  private final SplittableRandom random;

  HostileTexts(long seed) {
    random = new SplittableRandom(seed);
  }

  String next(int parts) {
    StringBuilder text = new StringBuilder();
    int count = random.nextInt(parts + 1);
    for (int i = 0; i < count; i++) {
      text.append(
          random.nextInt(12) == 0
              ? String.valueOf((char) random.nextInt(0x10000))
              : PARTS.get(random.nextInt(PARTS.size())));
    }
    return text.toString();
  }
}
