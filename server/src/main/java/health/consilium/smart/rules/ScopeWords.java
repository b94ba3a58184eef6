package health.consilium.smart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Says a scope in words, for the pages on which a person agrees to it or takes it back. */
public final class ScopeWords {

    /** The texts of a language. */
    public interface Texts {

        boolean has(String key);

        /** The text, with the arguments in its places {@code {0}}, {@code {1}}… */
        String get(String key, String... arguments);
    }

    private final Texts texts;

    public ScopeWords(Texts texts) {
        this.texts = texts;
    }

    /** Words without a full stop; the scope itself when there are none for it. */
    public String of(String scope) {
        if (ScopeGrant.LAUNCH_SCOPES.contains(scope)) {
            return texts.get("scope." + scope);
        }
        return SmartScope.parse(scope).map(this::sentence).orElse(scope);
    }

    private String sentence(SmartScope scope) {
        String type = texts.has("type." + scope.type()) ? texts.get("type." + scope.type()) : split(scope.type());
        String what = scope.category()
                .map(category -> texts.get("scope.category", type, category(category)))
                .orElse(type);
        return texts.get("scope.form", what, String.join(", ", verbs(scope.permissions())));
    }

    private List<String> verbs(Set<Permission> permissions) {
        List<String> verbs = new ArrayList<>();
        if (permissions.contains(Permission.READ) || permissions.contains(Permission.SEARCH)) {
            verbs.add(texts.get("verb.read"));
        }
        if (permissions.contains(Permission.CREATE)) {
            verbs.add(texts.get("verb.add"));
        }
        if (permissions.contains(Permission.UPDATE)) {
            verbs.add(texts.get("verb.change"));
        }
        if (permissions.contains(Permission.DELETE)) {
            verbs.add(texts.get("verb.delete"));
        }
        return verbs;
    }

    private String category(String token) {
        String code = token.substring(token.lastIndexOf('|') + 1);
        return texts.has("category." + code) ? texts.get("category." + code) : code;
    }

    private static String split(String type) {
        String words = type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
