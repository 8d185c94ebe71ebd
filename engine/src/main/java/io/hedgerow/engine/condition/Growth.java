package io.hedgerow.engine.condition;

import com.google.common.collect.ImmutableList;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.runtime.CelFunctionBinding;
import java.util.Base64;
import java.util.Collection;
import java.util.List;

/**
 * Functions whose value is larger than what they are given. {@code [t].map(a, a + a).map(b, b +
 * b)…} would double a text some thirty times over; beyond these sizes they fail instead.
 */
final class Growth {
  /** Longest text, in UTF-16 units, and bytes. */
  static final int LONGEST_TEXT = 1 << 20;

  /** Most elements of a list. */
  static final int LONGEST_LIST = 100_000;

  private static final ListType TEXTS = ListType.create(SimpleType.STRING);

  private Growth() {}

  /** The same concatenation, which fails when the result would be too large. */
  @SuppressWarnings("Immutable") // a binding's definition keeps no state
  static CelFunctionBinding bounded(CelFunctionBinding concatenation) {
    return CelFunctionBinding.from(
        concatenation.getOverloadId(),
        ImmutableList.copyOf(concatenation.getArgTypes()),
        arguments -> {
          require(
              (long) size(arguments[0]) + size(arguments[1]), arguments[0] instanceof Collection);
          return concatenation.getDefinition().apply(arguments);
        });
  }

  private static int size(Object value) {
    return switch (value) {
      case String text -> text.length();
      case Collection<?> list -> list.size();
      case CelByteString bytes -> bytes.size();
      default -> 0;
    };
  }

  private static void require(long size, boolean list) {
    if (size > (list ? LONGEST_LIST : LONGEST_TEXT)) {
      throw new CelInvalidArgumentException(
          list
              ? "a list may have %,d elements, this one would have %,d"
                  .formatted(LONGEST_LIST, size)
              : "a text may have %,d characters, this one would have %,d"
                  .formatted(LONGEST_TEXT, size));
    }
  }

  static List<CelFunctionDecl> declarations() {
    return List.of(
        CelFunctionDecl.newFunctionDeclaration(
            "replace",
            CelOverloadDecl.newMemberOverload(
                "string_replace_string_string",
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING),
            CelOverloadDecl.newMemberOverload(
                "string_replace_string_string_int",
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.STRING,
                SimpleType.INT)),
        CelFunctionDecl.newFunctionDeclaration(
            "join",
            CelOverloadDecl.newMemberOverload("list_join", SimpleType.STRING, TEXTS),
            CelOverloadDecl.newMemberOverload(
                "list_join_string", SimpleType.STRING, TEXTS, SimpleType.STRING)),
        CelFunctionDecl.newFunctionDeclaration(
            "base64.encode",
            CelOverloadDecl.newGlobalOverload(
                "base64_encode_bytes", SimpleType.STRING, SimpleType.BYTES)),
        CelFunctionDecl.newFunctionDeclaration(
            "base64.decode",
            CelOverloadDecl.newGlobalOverload(
                "base64_decode_string", SimpleType.BYTES, SimpleType.STRING)));
  }

  static List<CelFunctionBinding> bindings() {
    ImmutableList<Class<?>> three = ImmutableList.of(String.class, String.class, String.class);
    return List.of(
        CelFunctionBinding.from(
            "string_replace_string_string", three, a -> replace(a, Long.MAX_VALUE)),
        CelFunctionBinding.from(
            "string_replace_string_string_int",
            ImmutableList.<Class<?>>builder().addAll(three).add(Long.class).build(),
            a -> replace(a, (Long) a[3] < 0 ? Long.MAX_VALUE : (Long) a[3])),
        CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
        CelFunctionBinding.from("list_join_string", List.class, String.class, Growth::join),
        CelFunctionBinding.from("base64_encode_bytes", CelByteString.class, Growth::encoded),
        CelFunctionBinding.from("base64_decode_string", String.class, Growth::decoded));
  }

  /** Four characters for three bytes, so that nesting would grow without bound. */
  private static String encoded(CelByteString bytes) {
    require((bytes.size() + 2L) / 3 * 4, false);
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static CelByteString decoded(String text) {
    try {
      return CelByteString.of(Base64.getDecoder().decode(text));
    } catch (IllegalArgumentException wrong) {
      throw new CelInvalidArgumentException(wrong);
    }
  }

  /** The first so many places of the wanted text; the empty one stands before every character. */
  private static String replace(Object[] arguments, long most) {
    String text = (String) arguments[0];
    String wanted = (String) arguments[1];
    String other = (String) arguments[2];
    StringBuilder replaced = new StringBuilder();
    int from = 0;
    int at = text.indexOf(wanted);
    for (long left = most; left > 0 && at >= 0; left--) {
      int behind = at + wanted.length();
      int end = wanted.isEmpty() && at < text.length() ? text.offsetByCodePoints(at, 1) : behind;
      replaced.append(text, from, at).append(other).append(text, behind, end);
      require((long) replaced.length() + text.length() - end, false);
      from = end;
      at = wanted.isEmpty() && at == text.length() ? -1 : text.indexOf(wanted, end);
    }
    return replaced.append(text, from, text.length()).toString();
  }

  private static String join(List<?> parts, String separator) {
    long size = (long) separator.length() * Math.max(0, parts.size() - 1);
    for (Object part : parts) {
      size += size(part);
    }
    require(size, false);
    return String.join(separator, parts.stream().map(String.class::cast).toList());
  }
}
