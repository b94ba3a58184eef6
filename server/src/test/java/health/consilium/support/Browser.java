package health.consilium.support;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * A real Chromium with one page, spoken to in its own protocol. What a person does on a page, and no more: a driver of a
 * hundred megabytes would do it no better.
 *
 * @see <a href="https://chromedevtools.github.io/devtools-protocol/">Chrome DevTools Protocol</a>
 */
public final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String EXECUTABLE = System.getProperty("chromium", "/usr/bin/chromium");

    private final Path profile;
    private final Process process;
    private final WebSocket socket;
    private final String session;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonNode>> answers = new ConcurrentHashMap<>();

    private Browser(List<String> options) throws IOException {
        profile = Files.createTempDirectory("consilium-browser");
        process = new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        EXECUTABLE,
                                        "--headless",
                                        "--no-sandbox",
                                        "--disable-gpu",
                                        "--no-first-run",
                                        "--disable-background-networking",
                                        "--disable-component-update",
                                        "--disable-sync",
                                        "--disable-dev-shm-usage",
                                        "--remote-debugging-port=0",
                                        "--user-data-dir=" + profile),
                                options.stream())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(profile.resolve("log").toFile())
                .start();
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(endpoint()), new Answers())
                .join();
        String target = send(null, "Target.createTarget", Map.of("url", "about:blank"))
                .path("targetId")
                .asText();
        session = send(null, "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .path("sessionId")
                .asText();
        call("Page.enable", Map.of());
    }

    /** @param options of Chromium's command line, such as {@code --lang=ar} */
    public static Browser open(String... options) {
        try {
            return new Browser(List.of(options));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String endpoint() {
        Path file = profile.resolve("DevToolsActivePort");
        await().atMost(PATIENCE).until(() -> Files.exists(file) && Files.size(file) > 0);
        try {
            List<String> lines = Files.readAllLines(file);
            return "ws://127.0.0.1:" + lines.get(0) + lines.get(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A command of the protocol on the page. */
    public JsonNode call(String method, Map<String, ?> parameters) {
        return send(session, method, parameters);
    }

    private JsonNode send(String to, String method, Map<String, ?> parameters) {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        answers.put(id, answer);
        Map<String, Object> message = new ConcurrentHashMap<>(Map.of("id", id, "method", method, "params", parameters));
        if (to != null) {
            message.put("sessionId", to);
        }
        try {
            socket.sendText(JSON.writeValueAsString(message), true).join();
            JsonNode result = answer.get(60, TimeUnit.SECONDS);
            if (result.has("error")) {
                throw new AssertionError(method + ": " + result.path("error"));
            }
            return result.path("result");
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw new AssertionError(method, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public void goTo(String address) {
        call("Page.navigate", Map.of("url", address));
        await().atMost(PATIENCE).until(() -> js("document.readyState").asText().equals("complete"));
    }

    /** The value of an expression; a promise is waited for. */
    public JsonNode js(String expression) {
        JsonNode result =
                call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError(expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    public String address() {
        return js("location.href").asText();
    }

    /** What a person reads. */
    public String text() {
        return js("document.body ? document.body.innerText : ''").asText();
    }

    public void awaitAddress(String part) {
        await().atMost(PATIENCE).failFast(() -> !process.isAlive()).untilAsserted(() -> {
            if (!address().contains(part)) {
                throw new AssertionError("Not at " + part + " but at " + address() + "\n" + text());
            }
        });
    }

    public void awaitText(String part) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (!text().contains(part)) {
                throw new AssertionError("No \"" + part + "\" at " + address() + "\n" + text());
            }
        });
    }

    public void awaitElement(String selector) {
        await().atMost(PATIENCE).untilAsserted(() -> {
            if (!js("!!document.querySelector(" + quoted(selector) + ")").asBoolean()) {
                throw new AssertionError("No " + selector + " at " + address() + "\n" + text());
            }
        });
    }

    public void fill(String selector, String value) {
        awaitElement(selector);
        js("(e => { e.value = " + quoted(value) + "; e.dispatchEvent(new Event('input', {bubbles: true})); "
                + "e.dispatchEvent(new Event('change', {bubbles: true})) })(document.querySelector(" + quoted(selector)
                + "))");
    }

    /** A click as a person's, which lets the page ask for a passkey. */
    public void click(String selector) {
        awaitElement(selector);
        call(
                "Runtime.evaluate",
                Map.of("expression", "document.querySelector(" + quoted(selector) + ").click()", "userGesture", true));
    }

    /** Presses the button of the form with this action or mark. */
    public void submit(String form) {
        click(form + " button[type=submit]");
    }

    /** An authenticator like that of a telephone: it holds passkeys and has seen its owner's finger. */
    public String addAuthenticator() {
        call("WebAuthn.enable", Map.of());
        return call(
                        "WebAuthn.addVirtualAuthenticator",
                        Map.of(
                                "options",
                                Map.of(
                                        "protocol",
                                        "ctap2",
                                        "transport",
                                        "internal",
                                        "hasResidentKey",
                                        true,
                                        "hasUserVerification",
                                        true,
                                        "isUserVerified",
                                        true,
                                        "automaticPresenceSimulation",
                                        true)))
                .path("authenticatorId")
                .asText();
    }

    /** The size of a telephone. */
    public void asPhone() {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", 390, "height", 844, "deviceScaleFactor", 2, "mobile", true));
    }

    /** Writes a PNG below {@code target/screenshots}, for people to look at. */
    public Path screenshot(String name) {
        try {
            Path file =
                    Files.createDirectories(Path.of("target", "screenshots")).resolve(name + ".png");
            String data = call("Page.captureScreenshot", Map.of("format", "png"))
                    .path("data")
                    .asText();
            return Files.write(file, Base64.getDecoder().decode(data));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(String text) {
        return JSON.valueToTree(text).toString();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            FileSystemUtils.deleteRecursively(profile);
        } catch (IOException left) {
            // The system's temporary directory; a helper process may still write there.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Answers implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                answer(text.toString());
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        private void answer(String message) {
            try {
                JsonNode node = JSON.readTree(message);
                CompletableFuture<JsonNode> waiting =
                        answers.remove(node.path("id").asInt());
                if (waiting != null) {
                    waiting.complete(node);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
