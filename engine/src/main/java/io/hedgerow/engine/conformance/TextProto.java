package io.hedgerow.engine.conformance;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A message in protocol buffers' text format, read without its schema: names and values in the
 * order in which they stand.
 */
record TextProto(List<Member> members) {

  /**
   * A field: a quoted value, a number or word as written, or a message.
   *
   * @param bytes a quoted value with escapes resolved, one character for each byte
   */
  record Member(String name, String word, String bytes, TextProto message) {

    /** A quoted value as text. */
    String text() {
      return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
  }

  static final TextProto EMPTY = new TextProto(List.of());

  static TextProto read(String source) {
    return new Reader(source).message('\0');
  }

  /** All messages of that name. */
  List<TextProto> all(String name) {
    return members.stream().filter(m -> m.name.equals(name)).map(Member::message).toList();
  }

  /** The first message of that name; an empty one when there is none. */
  TextProto get(String name) {
    return all(name).stream().findFirst().orElse(EMPTY);
  }

  boolean has(String name) {
    return members.stream().anyMatch(m -> m.name.equals(name));
  }

  /** A quoted value. */
  String text(String name) {
    return find(name).map(Member::text).orElse("");
  }

  /** A value that is not quoted. */
  String word(String name) {
    return find(name).map(Member::word).orElse("");
  }

  Optional<Member> find(String name) {
    return members.stream().filter(m -> m.name.equals(name)).findFirst();
  }

  /** Goes through the characters once. */
  private static final class Reader {
    private final String source;
    private int at;

    Reader(String source) {
      this.source = source;
    }

    TextProto message(char end) {
      List<Member> members = new ArrayList<>();
      skip();
      while (at < source.length() && source.charAt(at) != end) {
        String name = source.charAt(at) == '[' ? bracketed() : word();
        skip();
        if (peek() == ':') {
          at++;
          skip();
        }
        if (peek() == '[') {
          list(name, members);
        } else {
          members.add(value(name));
        }
        skip();
      }
      at++;
      return new TextProto(members);
    }

    private void list(String name, List<Member> into) {
      at++;
      skip();
      while (peek() != ']') {
        into.add(value(name));
        skip();
      }
      at++;
    }

    private Member value(String name) {
      char c = peek();
      if (c == '{' || c == '<') {
        at++;
        return new Member(name, "", "", message(c == '{' ? '}' : '>'));
      }
      if (c == '"' || c == '\'') {
        return new Member(name, "", quoted(), EMPTY);
      }
      return new Member(name, word(), "", EMPTY);
    }

    private String bracketed() {
      int end = source.indexOf(']', at);
      String name = source.substring(at, end + 1);
      at = end + 1;
      return name;
    }

    private String word() {
      int start = at;
      while (at < source.length() && " \t\r\n:{}<>[],;#".indexOf(source.charAt(at)) < 0) {
        at++;
      }
      if (start == at) {
        throw new IllegalArgumentException(
            "expected a name at character "
                + at
                + ": "
                + source.substring(at, Math.min(at + 20, source.length())));
      }
      return source.substring(start, at);
    }

    /** Strings that follow each other are one. */
    private String quoted() {
      StringBuilder text = new StringBuilder();
      while (peek() == '"' || peek() == '\'') {
        char quote = source.charAt(at++);
        while (source.charAt(at) != quote) {
          text.append(source.charAt(at) == '\\' ? escape() : utf8(source.codePointAt(at)));
        }
        at++;
        skip();
      }
      return text.toString();
    }

    /** The bytes of a character, which is passed. */
    private String utf8(int character) {
      at += Character.charCount(character);
      return bytes(character);
    }

    private static String bytes(int character) {
      byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private String escape() {
      char c = source.charAt(at + 1);
      at += 2;
      return switch (c) {
        case 'n' -> "\n";
        case 't' -> "\t";
        case 'r' -> "\r";
        case 'a' -> "\u0007";
        case 'b' -> "\b";
        case 'f' -> "\f";
        case 'v' -> "\u000b";
        case 'x' -> Character.toString(number(2, 16));
        case 'u' -> bytes(number(4, 16));
        case 'U' -> bytes(number(8, 16));
        case '0', '1', '2', '3' -> {
          at--;
          yield Character.toString(number(3, 8));
        }
        default -> String.valueOf(c);
      };
    }

    private int number(int digits, int radix) {
      int value = Integer.parseInt(source.substring(at, at + digits), radix);
      at += digits;
      return value;
    }

    private char peek() {
      return at < source.length() ? source.charAt(at) : '\0';
    }

    private void skip() {
      while (at < source.length()) {
        char c = source.charAt(at);
        if (c == '#') {
          int end = source.indexOf('\n', at);
          at = end < 0 ? source.length() : end;
        } else if (Character.isWhitespace(c) || c == ',' || c == ';') {
          at++;
        } else {
          return;
        }
      }
    }
  }
}
