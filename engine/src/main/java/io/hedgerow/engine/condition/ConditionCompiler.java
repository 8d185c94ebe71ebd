package io.hedgerow.engine.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.runtime.CelRuntime;
import io.hedgerow.engine.pack.Diagnostics;
import io.hedgerow.engine.pack.EventType;
import io.hedgerow.engine.pack.Expression;
import io.hedgerow.engine.pack.Pack;
import io.hedgerow.engine.pack.SourceSpan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Parses and type-checks the CEL of a pack for one event type, through {@code dev.cel}. Everything
 * wrong becomes a diagnostic at its place in the pack's files.
 */
public final class ConditionCompiler {
  private final Diagnostics diagnostics;
  private final Vocabulary vocabulary;
  private final Names names;
  private final CelCompiler boolCompiler;
  private final CelCompiler anyCompiler;
  private final CelRuntime runtime;
  private Map<String, CelAbstractSyntaxTree> together = Map.of();

  public ConditionCompiler(Pack pack, EventType type, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.vocabulary = new Vocabulary(pack, type);
    this.names = Names.of(vocabulary);
    List<Function> functions = Functions.all();
    this.anyCompiler = compiler(vocabulary, functions).build();
    this.boolCompiler = compiler(vocabulary, functions).setResultType(SimpleType.BOOL).build();
    this.runtime = Dialect.runtime(functions.stream().map(Function::binding).toList());
  }

  private ConditionCompiler(ConditionCompiler like, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    this.vocabulary = like.vocabulary;
    this.names = like.names;
    this.boolCompiler = like.boolCompiler;
    this.anyCompiler = like.anyCompiler;
    this.runtime = like.runtime;
    this.together = like.together;
  }

  /** A compiler for the same event type that keeps what is wrong to itself. */
  public ConditionCompiler silent() {
    return new ConditionCompiler(this, new Diagnostics());
  }

  private static CelCompilerBuilder compiler(Vocabulary vocabulary, List<Function> functions) {
    CelCompilerBuilder builder =
        Dialect.compiler()
            .setTypeProvider(vocabulary)
            .addFunctionDeclarations(functions.stream().map(Function::declaration).toList())
            .addFunctionDeclarations(hasLabel());
    vocabulary.variables().forEach(builder::addVar);
    return builder;
  }

  private static CelFunctionDecl hasLabel() {
    return CelFunctionDecl.newFunctionDeclaration(
        LabelFunction.NAME,
        CelOverloadDecl.newGlobalOverload(
            LabelFunction.OVERLOAD, SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING));
  }

  /** The names that conditions on this event type can read, with their slots. */
  public Names names() {
    return names;
  }

  /**
   * Checks expressions that will be asked for all at once, which is much faster than one by one. It
   * reports nothing: what is wrong is found again when the expression is asked for.
   */
  public void prepare(List<Expression> expressions) {
    together =
        CheckedTogether.of(expressions.stream().map(Expression::source).toList(), anyCompiler);
  }

  /** A condition: an expression of type bool. Empty, with diagnostics, when it is none. */
  public Optional<Condition> condition(Expression expression) {
    return check(expression, boolCompiler).map(ast -> new CelCondition(new Checked(ast, runtime)));
  }

  /** An expression whose value is used, such as a counter's key. */
  public Optional<ValueExpression> value(Expression expression) {
    return check(expression, anyCompiler)
        .map(ast -> new ValueExpression(new Checked(ast, runtime)));
  }

  /** As {@link #value}, where only these types make sense. */
  public Optional<ValueExpression> value(
      Expression expression, List<CelType> allowed, String what) {
    return check(expression, anyCompiler)
        .filter(ast -> fits(expression, ast.getResultType(), allowed, what))
        .map(ast -> new ValueExpression(new Checked(ast, runtime)));
  }

  private boolean fits(Expression expression, CelType type, List<CelType> allowed, String what) {
    boolean fits = type.equals(SimpleType.DYN) || allowed.contains(type);
    if (!fits) {
      diagnostics.error(
          expression.span(),
          what + " must be " + names(allowed) + ", is " + type.name(),
          "convert it, for example with string(…)");
    }
    return fits;
  }

  private static String names(List<CelType> types) {
    return String.join(" or ", types.stream().map(CelType::name).toList());
  }

  private Optional<CelAbstractSyntaxTree> check(Expression expression, CelCompiler compiler) {
    CelAbstractSyntaxTree known = together.get(expression.source());
    if (known != null
        && (compiler == anyCompiler || isBool(known))
        && Loops.find(known).isEmpty()) {
      return Optional.of(known);
    }
    CelValidationResult result = compiler.compile(expression.source());
    if (!result.hasError()) {
      try {
        return withShortSteps(expression, result.getAst());
      } catch (CelValidationException impossible) {
        throw new IllegalStateException("checked without errors", impossible);
      }
    }
    for (CelIssue issue : result.getErrors()) {
      report(expression, issue);
    }
    return Optional.empty();
  }

  /** Refuses what could hold the engine up. */
  private Optional<CelAbstractSyntaxTree> withShortSteps(
      Expression expression, CelAbstractSyntaxTree ast) {
    Optional<Loops.Costly> costly = Loops.find(ast);
    costly.ifPresent(call ->
        diagnostics.error(
            expression.at(offset(expression.source(), ast, call.id())),
            "`" + call.function() + "` goes through a whole text again at each step of a macro",
            "take it out of the macro: cel.bind(NAME, …, …); or look at a part of the text:"
                + " event.text.substring(0, 200)"));
    return costly.isEmpty() ? Optional.of(ast) : Optional.empty();
  }

  private static int offset(String source, CelAbstractSyntaxTree ast, long id) {
    int points = ast.getSource().getPositionsMap().getOrDefault(id, 0);
    return source.offsetByCodePoints(
        0, Math.min(points, source.codePointCount(0, source.length())));
  }

  private static boolean isBool(CelAbstractSyntaxTree ast) {
    return ast.getResultType().equals(SimpleType.BOOL);
  }

  private void report(Expression expression, CelIssue issue) {
    int offset = offset(expression.source(), issue);
    IssueText text = IssueText.of(issue.getMessage(), expression.source(), offset, vocabulary);
    SourceSpan place = expression.at(text.offset());
    diagnostics.error(place, text.message(), text.hint());
  }

  /** CEL counts lines from 1 and columns from 0, in code points. */
  static int offset(String source, CelIssue issue) {
    int line = issue.getSourceLocation().getLine();
    int start = 0;
    for (int i = 1; i < line; i++) {
      int end = source.indexOf('\n', start);
      if (end < 0) {
        break;
      }
      start = end + 1;
    }
    int column = Math.max(0, issue.getSourceLocation().getColumn());
    int points = source.codePointCount(start, source.length());
    return Math.min(source.length(), source.offsetByCodePoints(start, Math.min(column, points)));
  }
}
