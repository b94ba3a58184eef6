package health.consilium.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The examples of a page: {@code http} blocks, by turns a request and the answer to it.
 *
 * @param name file name without its extension
 */
record OperationPage(String name, List<Exchange> exchanges) {

    private static final Pattern BLOCK = Pattern.compile("(?m)^```http\\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern REQUEST = Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (.+)");
    private static final Pattern ANSWER = Pattern.compile("HTTP/1\\.1 (\\d{3})( [A-Za-z ]+)?");
    private static final Pattern OPERATION = Pattern.compile("/(\\$[a-z-]+)");

    record Exchange(Request request, Answer answer) {

        /** Such as {@code $match}; empty for plain FHIR. */
        String operation() {
            Matcher operation = OPERATION.matcher(request.address());
            return operation.find() ? operation.group(1) : "";
        }
    }

    record Request(String method, String address, Map<String, String> headers, String body) {}

    /** @param body as shown; empty when only status and headers are */
    record Answer(int status, Map<String, String> headers, String body) {}

    static OperationPage read(Path file) {
        return parse(file.getFileName().toString().replaceAll("\\.md$", ""), GeneratedBlock.read(file));
    }

    static OperationPage parse(String name, String markdown) {
        List<String> blocks =
                BLOCK.matcher(markdown).results().map(found -> found.group(1)).toList();
        if (blocks.size() % 2 != 0) {
            throw new IllegalArgumentException(name + ": a request without an answer, or an answer without a request");
        }
        List<Exchange> exchanges = new ArrayList<>();
        for (int i = 0; i < blocks.size(); i += 2) {
            exchanges.add(new Exchange(request(name, blocks.get(i)), answer(name, blocks.get(i + 1))));
        }
        return new OperationPage(name, exchanges);
    }

    private static Request request(String page, String block) {
        Message message = Message.of(block);
        Matcher start = REQUEST.matcher(message.start());
        if (!start.matches()) {
            throw new IllegalArgumentException(page + ": this starts no request: " + message.start());
        }
        return new Request(start.group(1), start.group(2), message.headers(), message.body());
    }

    private static Answer answer(String page, String block) {
        Message message = Message.of(block);
        Matcher start = ANSWER.matcher(message.start());
        if (!start.matches()) {
            throw new IllegalArgumentException(page + ": this starts no answer: " + message.start());
        }
        return new Answer(Integer.parseInt(start.group(1)), message.headers(), message.body());
    }

    /** A message of RFC 9112: start line, headers, empty line, body. */
    private record Message(String start, Map<String, String> headers, String body) {

        static Message of(String block) {
            String[] parts = block.split("\\n\\n", 2);
            String[] head = parts[0].strip().split("\\n");
            Map<String, String> headers = new LinkedHashMap<>();
            for (int i = 1; i < head.length; i++) {
                String[] header = head[i].split(":\\s*", 2);
                if (header.length < 2) {
                    throw new IllegalArgumentException("This is no header: " + head[i]);
                }
                headers.put(header[0], header[1]);
            }
            return new Message(head[0], headers, parts.length == 2 ? parts[1].strip() : "");
        }
    }
}
