package io.hedgerow.engine.conformance;

import dev.cel.common.types.CelType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One of the tests.
 *
 * @param expected the value; empty when evaluation must fail
 */
record ConformanceCase(
    String name,
    String source,
    String container,
    Map<String, CelType> variables,
    Map<String, Object> values,
    Optional<Object> expected) {
  private static final Pattern PROTOBUF =
      Pattern.compile(
          "TestAllTypes|TestRequired|GlobalEnum|NestedEnum|google\\.protobuf\\.|cel\\.expr|proto\\.|"
              + "cel\\.@?block|NullValue");

  /** Empty when the test is about protocol buffers, unchecked expressions, types or unknowns. */
  static Optional<ConformanceCase> of(TextProto test) {
    String source = test.text("expr");
    if (PROTOBUF.matcher(source).find()
        || test.has("disable_check")
        || test.has("check_only")
        || test.has("typed_result")
        || test.has("unknown")
        || test.has("any_unknowns")) {
      return Optional.empty();
    }
    Map<String, CelType> variables = new LinkedHashMap<>();
    for (TextProto declared : test.all("type_env")) {
      Optional<CelType> type = ConformanceValue.type(declared.get("ident").get("type"));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      variables.put(declared.text("name"), type.get());
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (TextProto binding : test.all("bindings")) {
      Optional<Object> value = ConformanceValue.value(binding.get("value").get("value"));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.put(binding.text("key"), value.get());
    }
    return expectation(test)
        .map(expected ->
            new ConformanceCase(
                test.text("name"), source, test.text("container"), variables, values, expected));
  }

  /** A test that says nothing expects true. */
  private static Optional<Optional<Object>> expectation(TextProto test) {
    if (test.has("eval_error") || test.has("any_eval_errors")) {
      return Optional.of(Optional.empty());
    }
    return test.has("value")
        ? ConformanceValue.value(test.get("value")).map(Optional::of)
        : Optional.of(Optional.of(true));
  }
}
