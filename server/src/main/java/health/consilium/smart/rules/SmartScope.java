package health.consilium.smart.rules;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One SMART resource scope, version 1 ({@code patient/Observation.read}) or 2 ({@code patient/Observation.rs}).
 *
 * <p>Letters out of the order {@code cruds} are refused, as the specification asks. Of the query part only
 * {@code category} is known, without modifier, chain or comma: a comma would split the scope in the comma-joined
 * columns of the authorization server, and any other parameter we could not enforce on every path.
 *
 * @param type a FHIR resource type, or {@code *}
 * @param permissions at least one
 * @param category a token as in a FHIR search ({@code system|code} or {@code code}); never together with {@code *}
 * @param legacy true when written as version 1; it is then answered as version 1
 * @see <a href="https://hl7.org/fhir/smart-app-launch/STU2.2/scopes-and-launch-context.html">SMART scopes</a>
 */
public record SmartScope(
        ScopeContext context, String type, Set<Permission> permissions, Optional<String> category, boolean legacy) {

    /** Matches every resource type. */
    public static final String ANY_TYPE = "*";

    private static final Pattern GRAMMAR =
            Pattern.compile("(patient|user|system)/(\\*|[A-Z][A-Za-z]{1,63})\\.(read|write|\\*|(?=[cruds])c?r?u?d?s?)"
                    + "(?:\\?category=([A-Za-z0-9:/._|~%#-]{1,256}))?");

    public SmartScope {
        permissions = Set.copyOf(permissions);
        if (permissions.isEmpty()) {
            throw new IllegalArgumentException("A scope without permission grants nothing");
        }
    }

    /** Empty when the text is not a resource scope that this server understands. */
    public static Optional<SmartScope> parse(String text) {
        Matcher matcher = GRAMMAR.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String suffix = matcher.group(3);
        boolean legacy = suffix.equals("*") || suffix.equals("read") || suffix.equals("write");
        Optional<String> category = Optional.ofNullable(matcher.group(4));
        if (category.isPresent() && (legacy || matcher.group(2).equals(ANY_TYPE))) {
            return Optional.empty();
        }
        return Optional.of(new SmartScope(
                ScopeContext.valueOf(matcher.group(1).toUpperCase(Locale.ROOT)),
                matcher.group(2),
                permissions(suffix),
                category,
                legacy));
    }

    private static Set<Permission> permissions(String suffix) {
        return switch (suffix) {
            case "read" -> EnumSet.of(Permission.READ, Permission.SEARCH);
            case "write" -> EnumSet.of(Permission.CREATE, Permission.UPDATE, Permission.DELETE);
            case "*" -> EnumSet.allOf(Permission.class);
            default -> Permission.ofLetters(suffix);
        };
    }

    /** True when everything that the other scope allows is allowed by this one. */
    public boolean covers(SmartScope other) {
        return context == other.context
                && (type.equals(ANY_TYPE) || type.equals(other.type))
                && permissions.containsAll(other.permissions)
                && (category.isEmpty() || category.equals(other.category));
    }

    /**
     * What both scopes allow; empty when that is nothing. The other scope's wording (version 1 or 2) is kept when it
     * is covered whole.
     */
    public Optional<SmartScope> intersect(SmartScope other) {
        if (covers(other)) {
            return Optional.of(other);
        }
        Optional<String> commonType = narrower(type, other.type);
        Set<Permission> common = EnumSet.copyOf(permissions);
        common.retainAll(other.permissions);
        boolean disjoint = category.isPresent()
                && other.category.isPresent()
                && !category.get().equals(other.category.get());
        if (context != other.context || commonType.isEmpty() || common.isEmpty() || disjoint) {
            return Optional.empty();
        }
        return Optional.of(new SmartScope(context, commonType.get(), common, category.or(other::category), false));
    }

    private static Optional<String> narrower(String one, String other) {
        if (one.equals(ANY_TYPE) || one.equals(other)) {
            return Optional.of(other);
        }
        return other.equals(ANY_TYPE) ? Optional.of(one) : Optional.empty();
    }

    /** True when the scope allows the permission on the resource type, whatever the category. */
    public boolean allows(Permission permission, String resourceType) {
        return permissions.contains(permission) && (type.equals(ANY_TYPE) || type.equals(resourceType));
    }

    /** The scope as it stands in a request. */
    @Override
    public String toString() {
        return context.prefix() + "/" + type + "." + suffix()
                + category.map(value -> "?category=" + value).orElse("");
    }

    private String suffix() {
        if (!legacy) {
            return Permission.letters(permissions);
        }
        if (permissions.size() == Permission.values().length) {
            return "*";
        }
        return permissions.contains(Permission.READ) ? "read" : "write";
    }
}
