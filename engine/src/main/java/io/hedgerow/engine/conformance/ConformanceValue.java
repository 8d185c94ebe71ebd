package io.hedgerow.engine.conformance;

import com.google.common.primitives.UnsignedLong;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import io.hedgerow.engine.conformance.TextProto.Member;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Values and types as the conformance tests write them; empty for those of protocol buffers. */
final class ConformanceValue {
  private ConformanceValue() {}

  static Optional<Object> value(TextProto proto) {
    if (proto.members().isEmpty()) {
      return Optional.empty();
    }
    Member member = proto.members().getFirst();
    return switch (member.name()) {
      case "int64_value" -> Optional.of(Long.decode(member.word()));
      case "uint64_value" ->
          Optional.of(UnsignedLong.fromLongBits(Long.parseUnsignedLong(member.word())));
      case "double_value" -> Optional.of(decimal(member.word()));
      case "string_value" -> Optional.of(member.text());
      case "bytes_value" ->
          Optional.of(CelByteString.of(member.bytes().getBytes(StandardCharsets.ISO_8859_1)));
      case "bool_value" -> Optional.of(member.word().equals("true"));
      case "null_value" -> Optional.of(NullValue.NULL_VALUE);
      case "list_value" -> list(member.message());
      case "map_value" -> map(member.message());
      case "object_value" -> object(member.message());
      default -> Optional.empty();
    };
  }

  private static Object decimal(String word) {
    return switch (word.toLowerCase(java.util.Locale.ROOT)) {
      case "inf", "infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(word);
    };
  }

  private static Optional<Object> list(TextProto proto) {
    List<Object> values = new ArrayList<>();
    for (TextProto element : proto.all("values")) {
      Optional<Object> value = value(element);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(values);
  }

  private static Optional<Object> map(TextProto proto) {
    Map<Object, Object> values = new LinkedHashMap<>();
    for (TextProto entry : proto.all("entries")) {
      Optional<Object> key = value(entry.get("key"));
      Optional<Object> value = value(entry.get("value"));
      if (key.isEmpty() || value.isEmpty()) {
        return Optional.empty();
      }
      values.put(key.get(), value.get());
    }
    return Optional.of(values);
  }

  private static Optional<Object> object(TextProto proto) {
    if (proto.members().isEmpty()) {
      return Optional.empty();
    }
    Member any = proto.members().getFirst();
    long seconds = number(any.message().word("seconds"));
    int nanos = (int) number(any.message().word("nanos"));
    return switch (any.name()) {
      case "[type.googleapis.com/google.protobuf.Duration]" ->
          Optional.of(Duration.ofSeconds(seconds, nanos));
      case "[type.googleapis.com/google.protobuf.Timestamp]" ->
          Optional.of(Instant.ofEpochSecond(seconds, nanos));
      default -> Optional.empty();
    };
  }

  private static long number(String word) {
    return word.isEmpty() ? 0 : Long.parseLong(word);
  }

  static Optional<CelType> type(TextProto proto) {
    if (proto.members().isEmpty()) {
      return Optional.empty();
    }
    Member member = proto.members().getFirst();
    return switch (member.name()) {
      case "primitive" -> primitive(member.word());
      case "dyn" -> Optional.of(SimpleType.DYN);
      case "null" -> Optional.of(SimpleType.NULL_TYPE);
      case "well_known" -> wellKnown(member.word());
      case "message_type" -> wellKnown(member.text());
      case "list_type" -> type(member.message().get("elem_type")).map(ListType::create);
      case "map_type" ->
          type(member.message().get("key_type"))
              .flatMap(key ->
                  type(member.message().get("value_type"))
                      .map(value -> MapType.create(key, value)));
      default -> Optional.empty();
    };
  }

  private static Optional<CelType> primitive(String word) {
    return switch (word) {
      case "BOOL" -> Optional.of(SimpleType.BOOL);
      case "INT64" -> Optional.of(SimpleType.INT);
      case "UINT64" -> Optional.of(SimpleType.UINT);
      case "DOUBLE" -> Optional.of(SimpleType.DOUBLE);
      case "STRING" -> Optional.of(SimpleType.STRING);
      case "BYTES" -> Optional.of(SimpleType.BYTES);
      default -> Optional.empty();
    };
  }

  private static Optional<CelType> wellKnown(String word) {
    return switch (word) {
      case "TIMESTAMP", "google.protobuf.Timestamp" -> Optional.of(SimpleType.TIMESTAMP);
      case "DURATION", "google.protobuf.Duration" -> Optional.of(SimpleType.DURATION);
      default -> Optional.empty();
    };
  }
}
