package health.consilium.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayDeque;
import java.util.Deque;

/** JSON as a page shows it: {@code …} in place of an element or member says that there are more. */
final class ShortJson {

    static final String MORE = "…";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private ShortJson() {}

    static JsonNode parse(String text) {
        try {
            return JSON.readTree(spelledOut(text));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("This is no JSON: " + e.getOriginalMessage() + "\n" + text, e);
        }
    }

    /** {@code […]} becomes {@code ["…"]}, and <code>{…}</code> becomes <code>{"…": null}</code>; texts stay as they are. */
    private static String spelledOut(String text) {
        StringBuilder json = new StringBuilder();
        Deque<Character> open = new ArrayDeque<>();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                json.append(c);
                if (c == '\\') {
                    json.append(text.charAt(++i));
                } else {
                    quoted = c != '"';
                }
                continue;
            }
            switch (c) {
                case '"' -> quoted = true;
                case '{', '[' -> open.push(c);
                case '}', ']' -> open.poll();
                default -> {}
            }
            if (c == MORE.charAt(0)) {
                json.append('"').append(MORE).append('"').append(open.peek() == Character.valueOf('{') ? ": null" : "");
            } else {
                json.append(c);
            }
        }
        return json.toString();
    }
}
