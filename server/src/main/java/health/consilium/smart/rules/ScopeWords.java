package health.consilium.smart.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Says a scope in words, for the page on which a person agrees to it. */
public final class ScopeWords {

    private static final Map<String, String> LAUNCH = Map.of(
            "openid", "Know who you are",
            "fhirUser", "Know which person in the records you are",
            "profile", "Know your name",
            "launch/patient", "Know which patient's case you have open",
            "offline_access", "Keep access when you are not using the app, until you take it back",
            "online_access", "Keep access while you are signed in");

    private ScopeWords() {}

    /** One sentence without a full stop; the scope itself when there are no words for it. */
    public static String of(String scope) {
        String launch = LAUNCH.get(scope);
        return launch != null
                ? launch
                : SmartScope.parse(scope).map(ScopeWords::sentence).orElse(scope);
    }

    private static String sentence(SmartScope scope) {
        String verbs = verbs(scope.permissions());
        String what = scope.type().equals(SmartScope.ANY_TYPE) ? "all records" : split(scope.type()) + " records";
        String category =
                scope.category().map(value -> " of the category " + code(value)).orElse("");
        String whose =
                switch (scope.context()) {
                    case PATIENT -> " of the patient";
                    case USER -> " that you may see";
                    case SYSTEM -> " that the organization may see";
                };
        return verbs + " " + what + category + whose;
    }

    private static String verbs(Set<Permission> permissions) {
        List<String> verbs = new ArrayList<>();
        if (permissions.contains(Permission.READ) || permissions.contains(Permission.SEARCH)) {
            verbs.add("read");
        }
        if (permissions.contains(Permission.CREATE)) {
            verbs.add("add");
        }
        if (permissions.contains(Permission.UPDATE)) {
            verbs.add("change");
        }
        if (permissions.contains(Permission.DELETE)) {
            verbs.add("delete");
        }
        String all = verbs.size() == 1
                ? verbs.get(0)
                : String.join(", ", verbs.subList(0, verbs.size() - 1)) + " and " + verbs.get(verbs.size() - 1);
        return Character.toUpperCase(all.charAt(0)) + all.substring(1);
    }

    private static String split(String type) {
        return type.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String code(String category) {
        return category.substring(category.lastIndexOf('|') + 1);
    }
}
