package health.consilium.terminology.rules;

import health.consilium.terminology.rules.Condition.All;
import health.consilium.terminology.rules.Condition.Any;
import health.consilium.terminology.rules.Condition.AtMost;
import health.consilium.terminology.rules.Condition.HasItem;
import health.consilium.terminology.rules.Condition.IsTrue;
import health.consilium.terminology.rules.Condition.Not;
import health.consilium.terminology.rules.Condition.OneOf;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Recursive descent over the subset. Precedence is that of
 * <a href="https://hl7.org/fhirpath/N1/#operator-precedence">FHIRPath</a>: {@code and} binds tighter than {@code or}.
 */
final class ConditionParser {
    private static final Pattern TOKEN =
            Pattern.compile("\\s*(?:(%[A-Za-z]\\w*)|'([^']*)'|(\\d+(?:\\.\\d+)?)|([A-Za-z]\\w*)|(<=|[>=|(){},.]))");

    private record Token(String text, Kind kind, int position) {}

    private enum Kind {
        FACT,
        STRING,
        NUMBER,
        WORD,
        SYMBOL,
        END
    }

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    ConditionParser(String source) {
        this.source = source;
        tokenize();
    }

    Condition parse() {
        Condition condition = any();
        if (peek().kind() != Kind.END) {
            throw error("unexpected '" + peek().text() + "'");
        }
        return condition;
    }

    private Condition any() {
        List<Condition> parts = separated("or", this::all);
        return parts.size() == 1 ? parts.get(0) : new Any(parts);
    }

    private Condition all() {
        List<Condition> parts = separated("and", this::term);
        return parts.size() == 1 ? parts.get(0) : new All(parts);
    }

    private List<Condition> separated(String operator, Supplier<Condition> part) {
        List<Condition> parts = new ArrayList<>();
        parts.add(part.get());
        while (accept(operator)) {
            parts.add(part.get());
        }
        return parts;
    }

    private Condition term() {
        Token token = peek();
        if (accept("(")) {
            Condition inner = any();
            expect(")");
            return accept(".") ? negated(inner) : inner;
        }
        return switch (token.kind()) {
            case FACT -> comparison(fact());
            case STRING -> hasItem();
            case WORD -> ifKnown();
            default -> throw error("expected a fact, a bracket or iif");
        };
    }

    private Condition negated(Condition inner) {
        expect("not", "(", ")");
        return new Not(inner);
    }

    private Condition hasItem() {
        String item = advance().text();
        expect("in");
        if (!fact().equals("hasItem")) {
            throw error("only %hasItem may stand after 'item' in");
        }
        return new HasItem(item);
    }

    private Condition comparison(String fact) {
        if (accept("in")) {
            return new OneOf(fact, options());
        }
        if (accept("<=")) {
            return new AtMost(fact, number());
        }
        if (accept(">")) {
            return new Not(new AtMost(fact, number()));
        }
        expect("=");
        Token value = advance();
        if (value.kind() == Kind.STRING) {
            return new OneOf(fact, Set.of(value.text()));
        }
        return switch (value.text()) {
            case "true" -> new IsTrue(fact);
            case "false" -> new Not(new IsTrue(fact));
            default -> throw error("expected true, false or a string after =");
        };
    }

    /** {@code iif(%fact.exists(), %fact.intersect('a' | 'b').exists(), {})}: any of the values, empty if unknown. */
    private Condition ifKnown() {
        expect("iif", "(");
        String fact = fact();
        expect(".", "exists", "(", ")", ",");
        if (!fact().equals(fact)) {
            throw error("iif must ask for one and the same fact");
        }
        expect(".", "intersect");
        Set<String> values = options();
        expect(".", "exists", "(", ")", ",", "{", "}", ")");
        return new OneOf(fact, values);
    }

    private Set<String> options() {
        expect("(");
        Set<String> values = new LinkedHashSet<>();
        do {
            Token value = advance();
            if (value.kind() != Kind.STRING) {
                throw error("expected a string");
            }
            values.add(value.text());
        } while (accept("|"));
        expect(")");
        return values;
    }

    private String fact() {
        Token token = advance();
        if (token.kind() != Kind.FACT) {
            throw error("expected a %fact");
        }
        return token.text().substring(1);
    }

    private BigDecimal number() {
        Token token = advance();
        if (token.kind() != Kind.NUMBER) {
            throw error("expected a number");
        }
        return new BigDecimal(token.text());
    }

    private void expect(String... texts) {
        for (String text : texts) {
            if (!accept(text)) {
                throw error("expected " + text);
            }
        }
    }

    private boolean accept(String text) {
        Token token = peek();
        if (token.kind() != Kind.STRING && token.text().equals(text)) {
            next++;
            return true;
        }
        return false;
    }

    private Token peek() {
        return tokens.get(next);
    }

    private Token advance() {
        Token token = peek();
        if (token.kind() == Kind.END) {
            throw error("unexpected end");
        }
        next++;
        return token;
    }

    private void tokenize() {
        Matcher matcher = TOKEN.matcher(source);
        int position = 0;
        while (!source.substring(position).isBlank()) {
            matcher.region(position, source.length());
            if (!matcher.lookingAt()) {
                tokens.add(new Token("", Kind.END, position));
                next = tokens.size() - 1;
                throw error("cannot be read");
            }
            tokens.add(token(matcher));
            position = matcher.end();
        }
        tokens.add(new Token("", Kind.END, source.length()));
    }

    private static Token token(Matcher matcher) {
        Kind[] kinds = {Kind.FACT, Kind.STRING, Kind.NUMBER, Kind.WORD, Kind.SYMBOL};
        int group = 1;
        while (matcher.group(group) == null) {
            group++;
        }
        return new Token(matcher.group(group), kinds[group - 1], matcher.start(group));
    }

    private ContentException error(String reason) {
        int at = tokens.get(Math.min(next, tokens.size() - 1)).position();
        return new ContentException(
                "Condition is not of the FHIRPath subset, at position " + at + ": " + reason + ": " + source);
    }
}
