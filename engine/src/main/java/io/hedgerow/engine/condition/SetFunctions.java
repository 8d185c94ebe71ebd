package io.hedgerow.engine.condition;

import static io.hedgerow.engine.condition.FunctionTable.BOOL;
import static io.hedgerow.engine.condition.FunctionTable.DOUBLE;
import static io.hedgerow.engine.condition.FunctionTable.INT;
import static io.hedgerow.engine.condition.FunctionTable.list;
import static io.hedgerow.engine.condition.FunctionTable.map;
import static io.hedgerow.engine.condition.FunctionTable.strings;

import io.hedgerow.engine.condition.Function.Parameter;
import java.util.List;

/** Functions of lists and sets. */
final class SetFunctions {
  private SetFunctions() {}

  static List<Function> all() {
    FunctionTable functions = new FunctionTable("Lists and sets");
    List<Parameter> two = List.of(strings("a"), strings("b"));
    functions.add(
        "intersects",
        two,
        BOOL,
        "True when the lists share an element.",
        "intersects([\"a\", \"b\"], [\"b\"])",
        a -> Sets.common(list(a, 0), list(a, 1)) > 0);
    functions.add(
        "common_count",
        two,
        INT,
        "How many different elements the lists share.",
        "common_count([\"a\", \"b\"], [\"b\", \"b\"]) == 1",
        a -> Sets.common(list(a, 0), list(a, 1)));
    functions.add(
        "jaccard",
        two,
        DOUBLE,
        "Shared elements among all different ones; 0 when both are empty.",
        "jaccard([\"a\", \"b\"], [\"b\"]) == 0.5",
        a -> Sets.jaccard(list(a, 0), list(a, 1)));
    functions.add(
        "distinct_count",
        List.of(strings("list")),
        INT,
        "How many different elements there are.",
        "distinct_count([\"a\", \"a\"]) == 1",
        a -> Sets.distinct(list(a, 0)));
    functions.add(
        "any_in",
        List.of(strings("elements"), list("list")),
        BOOL,
        "True when one of the elements is in the list.",
        "any_in([\"a\", \"b\"], {\"b\": true})",
        a -> list(a, 0).stream().anyMatch(map(a, 1)::containsKey));
    return functions.list();
  }
}
