package io.hedgerow.engine.condition;

import static io.hedgerow.engine.condition.FunctionTable.BOOL;
import static io.hedgerow.engine.condition.FunctionTable.STRING;
import static io.hedgerow.engine.condition.FunctionTable.STRINGS;
import static io.hedgerow.engine.condition.FunctionTable.list;
import static io.hedgerow.engine.condition.FunctionTable.map;
import static io.hedgerow.engine.condition.FunctionTable.string;

import io.hedgerow.engine.condition.Function.Parameter;
import java.util.List;

/** Functions of web addresses. */
final class LinkFunctions {
  private LinkFunctions() {}

  static List<Function> all() {
    FunctionTable functions = new FunctionTable("Links");
    List<Parameter> url = List.of(string("url"));
    functions.add(
        "host",
        url,
        STRING,
        "The host, lower case, in punycode; empty when there is none.",
        "host(\"https://A.Example.com:8080/x\") == \"a.example.com\"",
        a -> Links.host(string(a, 0)));
    functions.add(
        "domain",
        url,
        STRING,
        "The registrable domain, by the public suffix list.",
        "domain(\"https://a.example.co.uk/x\") == \"example.co.uk\"",
        a -> Links.domain(string(a, 0)));
    functions.add(
        "tld",
        url,
        STRING,
        "The last label of the host.",
        "tld(\"https://a.example.com\") == \"com\"",
        a -> Links.topLevel(string(a, 0)));
    functions.add(
        "path",
        url,
        STRING,
        "The path, without query.",
        "path(\"https://a.example/x/y?z=1\") == \"/x/y\"",
        a -> Links.path(string(a, 0)));
    functions.add(
        "query_param",
        List.of(string("url"), string("name")),
        STRING,
        "A query parameter as written; empty when there is none.",
        "query_param(\"https://a.example/?ref=7\", \"ref\") == \"7\"",
        a -> Links.parameter(string(a, 0), string(a, 1)));
    functions.add(
        "is_punycode",
        url,
        BOOL,
        "True when a label of the host is written in punycode: look-alike letters hide there.",
        "is_punycode(\"https://xn--pypal-4ve.example\")",
        a -> Links.host(string(a, 0)).contains("xn--"));
    functions.add(
        "links",
        List.of(string("text")),
        STRINGS,
        "The web addresses in a text, also without `https://`.",
        "links(\"see www.a.example/x and http://b.example\") == [\"www.a.example/x\", \"http://b.example\"]",
        a -> Links.in(string(a, 0)));
    functions.add(
        "resembles",
        List.of(string("domain"), list("list")),
        BOOL,
        "True when the domain is not in the list, but one or two edits (or look-alike characters) away from an entry of at least 5 characters.",
        "resembles(\"paypa1.com\", {\"paypal.com\": true})",
        a -> Links.resembles(string(a, 0), map(a, 1)));
    return functions.list();
  }
}
