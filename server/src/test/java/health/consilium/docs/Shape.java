package health.consilium.docs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Compares an answer with the one that a page shows. Each element shown must be there with the value shown. Where the page has
 * no {@code …} among the members of an object or the elements of a list, there must be no others; where it has one, those
 * shown must be there in this order. In a text {@code …} stands for anything: an id, a time, a hash.
 */
record Shape(Placeholders placeholders) {

    /** What differs, each with its path; empty when the answer is as shown. */
    List<String> differences(JsonNode shown, JsonNode sent) {
        return differences("$", shown, sent);
    }

    private List<String> differences(String path, JsonNode shown, JsonNode sent) {
        if (shown.isObject() && sent.isObject()) {
            return members(path, shown, sent);
        }
        if (shown.isArray() && sent.isArray()) {
            return isOpen(shown) ? someElements(path, shown, sent) : allElements(path, shown, sent);
        }
        return sameValue(shown, sent) ? List.of() : List.of(differs(path, shown, sent));
    }

    private boolean sameValue(JsonNode shown, JsonNode sent) {
        if (shown.isNumber() && sent.isNumber()) {
            return shown.decimalValue().compareTo(sent.decimalValue()) == 0;
        }
        if (shown.isTextual() && sent.isValueNode()) {
            boolean variable = shown.textValue().contains(ShortJson.MORE);
            return (sent.isTextual() || variable) && placeholders.match(shown.textValue(), sent.asText());
        }
        return shown.equals(sent);
    }

    private List<String> members(String path, JsonNode shown, JsonNode sent) {
        List<String> differences = new ArrayList<>();
        for (Iterator<Map.Entry<String, JsonNode>> members = shown.fields(); members.hasNext(); ) {
            Map.Entry<String, JsonNode> member = members.next();
            String at = path + "." + member.getKey();
            if (member.getKey().equals(ShortJson.MORE)) {
                continue;
            }
            if (sent.has(member.getKey())) {
                differences.addAll(differences(at, member.getValue(), sent.get(member.getKey())));
            } else {
                differences.add(at + " is shown and is not in the answer");
            }
        }
        if (!shown.has(ShortJson.MORE)) {
            sent.fieldNames().forEachRemaining(name -> {
                if (!shown.has(name)) {
                    differences.add(path + "." + name + " is in the answer and is not shown: " + sent.get(name));
                }
            });
        }
        return differences;
    }

    private List<String> allElements(String path, JsonNode shown, JsonNode sent) {
        List<String> differences = new ArrayList<>();
        if (shown.size() != sent.size()) {
            differences.add(path + " has " + sent.size() + " elements, " + shown.size() + " are shown: " + sent);
        }
        for (int i = 0; i < Math.min(shown.size(), sent.size()); i++) {
            differences.addAll(differences(path + "[" + i + "]", shown.get(i), sent.get(i)));
        }
        return differences;
    }

    private List<String> someElements(String path, JsonNode shown, JsonNode sent) {
        List<String> differences = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < shown.size(); i++) {
            if (isMore(shown.get(i))) {
                continue;
            }
            int found = find(shown.get(i), sent, next);
            if (found < 0) {
                differences.add("%s has no element %s (element %d of those shown); nearest: %s"
                        .formatted(path, shown.get(i), i, nearest(shown.get(i), sent)));
            } else {
                next = found + 1;
            }
        }
        return differences;
    }

    private int find(JsonNode shown, JsonNode sent, int from) {
        for (int i = from; i < sent.size(); i++) {
            Map<String, String> known = placeholders.known();
            if (differences("", shown, sent.get(i)).isEmpty()) {
                return i;
            }
            placeholders.knowOnly(known);
        }
        return -1;
    }

    /** The differences from the element that has fewest. */
    private List<String> nearest(JsonNode shown, JsonNode sent) {
        List<String> fewest = List.of("the list is empty");
        Map<String, String> known = placeholders.known();
        for (int i = 0; i < sent.size(); i++) {
            List<String> differences = differences("[" + i + "]", shown, sent.get(i));
            if (i == 0 || differences.size() < fewest.size()) {
                fewest = differences;
            }
            placeholders.knowOnly(known);
        }
        return fewest;
    }

    private static boolean isOpen(JsonNode list) {
        for (JsonNode element : list) {
            if (isMore(element)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMore(JsonNode element) {
        return element.isTextual() && element.textValue().equals(ShortJson.MORE);
    }

    private static String differs(String path, JsonNode shown, JsonNode sent) {
        return path + " is " + sent + ", shown is " + shown;
    }
}
