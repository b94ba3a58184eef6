package health.consilium.docs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stands for <code>{case}</code> and the like. In a request each must be known. In an answer a known one must be what is
 * there, and an unknown one takes what is there, for the requests that follow.
 */
final class Placeholders {

    private static final Pattern NAME = Pattern.compile("\\{([a-z][a-z -]*)}");
    private static final Pattern VARIABLE = Pattern.compile(NAME.pattern() + "|" + ShortJson.MORE);

    private final Map<String, String> values = new LinkedHashMap<>();

    Placeholders with(String name, String value) {
        values.put(name, value);
        return this;
    }

    /** What is known now, to come back to when an attempt fails. */
    Map<String, String> known() {
        return Map.copyOf(values);
    }

    void knowOnly(Map<String, String> known) {
        values.keySet().retainAll(known.keySet());
    }

    /** The text of a request with the values in place. */
    String filled(String text) {
        return NAME.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
    }

    private String value(MatchResult found) {
        String value = values.get(found.group(1));
        if (value == null) {
            throw new IllegalArgumentException(
                    "Nothing stands for {" + found.group(1) + "}; there are " + values.keySet());
        }
        return value;
    }

    /** Whether the text that was sent is the one that the page shows, where {@code …} stands for anything. */
    boolean match(String shown, String sent) {
        List<String> unknown = new ArrayList<>();
        Matcher matcher =
                Pattern.compile(pattern(shown, unknown::add), Pattern.DOTALL).matcher(sent);
        if (!matcher.matches()) {
            return false;
        }
        for (int i = 0; i < unknown.size(); i++) {
            values.put(unknown.get(i), matcher.group(i + 1));
        }
        return true;
    }

    private String pattern(String shown, Consumer<String> unknown) {
        StringBuilder pattern = new StringBuilder();
        Matcher variable = VARIABLE.matcher(shown);
        int end = 0;
        while (variable.find()) {
            pattern.append(Pattern.quote(shown.substring(end, variable.start())));
            String name = variable.group(1);
            if (name == null) {
                pattern.append(".+");
            } else if (values.containsKey(name)) {
                pattern.append(Pattern.quote(values.get(name)));
            } else {
                unknown.accept(name);
                pattern.append("([A-Za-z0-9.-]+)");
            }
            end = variable.end();
        }
        return pattern.append(Pattern.quote(shown.substring(end))).toString();
    }
}
