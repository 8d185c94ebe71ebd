package io.hedgerow.engine.condition;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import dev.cel.common.types.StructType;
import io.hedgerow.engine.pack.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What CEL's checker says, in a pack author's words.
 *
 * @param offset of the culprit in the source
 */
record IssueText(String message, String hint, int offset) {
  private static final Pattern FIELD = Pattern.compile("undefined field '([^']*)'");
  private static final Pattern REFERENCE = Pattern.compile("undeclared reference to '([^']*)'.*");
  private static final Pattern OVERLOAD =
      Pattern.compile("(?s)found no matching overload for '([^']*)' applied to '(.*?)'.*");
  private static final Pattern RESULT =
      Pattern.compile("(?s)expected type '?bool'? but found '?(.*?)'?$");

  static IssueText of(String message, String source, int offset, Vocabulary vocabulary) {
    Matcher field = FIELD.matcher(message);
    if (field.find()) {
      return undefinedField(field.group(1), source, offset, vocabulary);
    }
    Matcher reference = REFERENCE.matcher(message);
    if (reference.find()) {
      String name = reference.group(1);
      boolean call = offset >= name.length() && source.startsWith(name, offset - name.length());
      return undeclared(name, call ? offset - name.length() : offset, vocabulary);
    }
    Matcher overload = OVERLOAD.matcher(message);
    if (overload.find()) {
      return noOverload(overload.group(1), overload.group(2), offset);
    }
    Matcher result = RESULT.matcher(message);
    if (result.find()) {
      return new IssueText(
          "a condition must be true or false, this is " + result.group(1),
          "compare it with something",
          offset);
    }
    return new IssueText(lowerFirst(message), "", offset);
  }

  private static IssueText undefinedField(
      String name, String source, int offset, Vocabulary vocabulary) {
    int dot = Math.min(offset, source.length() - 1);
    int start = dot;
    while (start > 0 && isNamePart(source.charAt(start - 1))) {
      start--;
    }
    String root = source.substring(start, Math.max(start, dot));
    StructType type = vocabulary.variables().get(root);
    if (type == null) {
      return new IssueText("there is no `" + name + "` here", "", offset);
    }
    String where = root.equals("event") ? " of `" + vocabulary.eventType() + "`" : "";
    String what =
        switch (root) {
          case "event", "actor", "subject" -> "no field `" + root + "." + name + "`" + where;
          default -> "no " + root + " `" + name + "`";
        };
    return new IssueText("there is " + what, Suggestion.hint(name, type.fieldNames()), start);
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static IssueText undeclared(String name, int offset, Vocabulary vocabulary) {
    List<String> names = new ArrayList<>(vocabulary.variables().keySet());
    Functions.all().forEach(function -> names.add(function.name()));
    names.add(LabelFunction.NAME);
    return new IssueText("unknown name `" + name + "`", Suggestion.hint(name, names), offset);
  }

  private static IssueText noOverload(String function, String arguments, int offset) {
    String symbol = OPERATORS.getOrDefault(function, function);
    String hint =
        function.equals("@in")
            ? "the right side must be a list or a `list.NAME`"
            : "both sides must have types that go together";
    return new IssueText(
        "`" + symbol + "` cannot be applied to " + arguments.replace("*error*", "?"),
        OPERATORS.containsKey(function) ? hint : "see docs/reference/rules.md for its parameters",
        offset);
  }

  private static final Map<String, String> OPERATORS =
      Map.ofEntries(
          Map.entry("_>_", ">"),
          Map.entry("_>=_", ">="),
          Map.entry("_<_", "<"),
          Map.entry("_<=_", "<="),
          Map.entry("_==_", "=="),
          Map.entry("_!=_", "!="),
          Map.entry("_&&_", "&&"),
          Map.entry("_||_", "||"),
          Map.entry("!_", "!"),
          Map.entry("-_", "-"),
          Map.entry("_+_", "+"),
          Map.entry("_-_", "-"),
          Map.entry("_*_", "*"),
          Map.entry("_/_", "/"),
          Map.entry("_%_", "%"),
          Map.entry("_?_:_", "?:"),
          Map.entry("_[_]", "[]"),
          Map.entry("@in", "in"));

  private static String lowerFirst(String message) {
    String line = message.lines().findFirst().orElse(message);
    return line.isEmpty()
        ? line
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
