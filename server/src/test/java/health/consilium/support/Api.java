package health.consilium.support;

import ca.uhn.fhir.context.FhirContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.OperationOutcome;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Resource;

/**
 * One caller's view of the server over HTTP.
 *
 * <pre>{@code
 * Api hospital = Api.system("hospital-nairobi");
 * Api coordinator = Api.person("coordinator");
 * Bundle tasks = coordinator.search("Task?status=requested");
 * Response refused = hospital.put(task);   // status(), code(), text()
 * }</pre>
 */
public final class Api {

    public static final FhirContext FHIR = FhirContext.forR4Cached();

    private static final HttpClient HTTP =
            HttpClient.newBuilder().sslContext(Tls.trusting()).build();

    /** Asked for with the first request: a test's fields are made before its server runs. */
    private final Supplier<String> token;

    /** Forgets the token when the server says that it is over; nothing where that is what is tested. */
    private final Runnable forget;

    private final Map<String, String> headers = new LinkedHashMap<>();

    private Api(Supplier<String> token) {
        this(token, null);
    }

    private Api(Supplier<String> token, Runnable forget) {
        this.token = token;
        this.forget = forget;
    }

    /** A hospital or centre of the demo, by its client id, such as {@code hospital-nairobi} or {@code centre-heidelberg}. */
    public static Api system(String client) {
        return new Api(() -> Tokens.ofSystem(client), () -> Tokens.forget(client));
    }

    /** The same with a token that nobody else uses, so that a test can spoil it. */
    public static Api systemWithNewToken(String client) {
        return withToken(Tokens.ofSystem(TestServer.origin(), client));
    }

    /** The same with a token of these scopes only. */
    public static Api systemWithScopes(String client, String scopes) {
        return withToken(Tokens.ofSystem(TestServer.origin(), client, scopes));
    }

    /** A person with a token of these scopes only. */
    public static Api personWithScopes(String username, String scopes) {
        return new Api(() -> Tokens.ofPerson(username, scopes, username + " " + scopes));
    }

    /** A person of the demo's staff: coordinator, clinician, translator-1, translator-2, admin. */
    public static Api person(String username) {
        return new Api(() -> Tokens.ofPerson(username, "openid fhirUser user/*.cruds"));
    }

    /** A patient with an account, see {@link Journey#patient()}. */
    public static Api patient(String username) {
        return new Api(() -> Tokens.ofPerson(username, "openid fhirUser launch/patient patient/*.cruds"));
    }

    /** Somebody with an account, who comes by a one-time link that the administrator hands over. */
    static Api byLink(String username, String scopes) {
        String invitation = administrator()
                .send(
                        "POST",
                        TestServer.origin() + "/admin/accounts/" + username + "/invitation",
                        "application/json",
                        new byte[0])
                .text();
        Matcher link = Pattern.compile("\"link\"\\s*:\\s*\"([^\"]+)\"").matcher(invitation);
        if (!link.find()) {
            throw new AssertionError("No link: " + invitation);
        }
        return withToken(Tokens.signInByLink(TestServer.origin(), link.group(1), scopes));
    }

    /** The administrator, to manage accounts and clients; reads no records. */
    public static Api administrator() {
        return new Api(() -> Tokens.ofAdministrator());
    }

    /** A caller with this token, valid or not. */
    public static Api withToken(String token) {
        return new Api(() -> token);
    }

    /** A caller without identity. */
    public static Api nobody() {
        return new Api(() -> null);
    }

    /** The same caller, sending one more header with each request. */
    public Api with(String header, String value) {
        Api more = new Api(token, forget);
        more.headers.putAll(headers);
        more.headers.put(header, value);
        return more;
    }

    public String token() {
        return token.get();
    }

    public static String base() {
        return TestServer.origin() + "/fhir";
    }

    /** What came back. */
    public record Response(int status, java.net.http.HttpHeaders headers, byte[] bytes) {

        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        public Resource resource() {
            return (Resource)
                    (text().startsWith("<") ? FHIR.newXmlParser() : FHIR.newJsonParser()).parseResource(text());
        }

        public <T extends Resource> T as(Class<T> type) {
            if (status >= 300) {
                throw new AssertionError("HTTP " + status + ": " + text());
            }
            return type.cast(resource());
        }

        /** The code of the first issue of a refusal. */
        public String code() {
            return codes().isEmpty() ? null : codes().get(0);
        }

        /** The codes of all issues of a refusal. */
        public List<String> codes() {
            return ((OperationOutcome) resource())
                    .getIssue().stream()
                            .map(issue -> issue.getDetails().getCodingFirstRep().getCode())
                            .toList();
        }

        /** The words of all issues of a refusal. */
        public String message() {
            return ((OperationOutcome) resource())
                    .getIssue().stream()
                            .map(OperationOutcome.OperationOutcomeIssueComponent::getDiagnostics)
                            .toList()
                            .toString();
        }

        public String header(String name) {
            return headers.firstValue(name).orElse(null);
        }

        /** The id that {@code Location} names. */
        public String createdId() {
            if (status != 201) {
                throw new AssertionError("HTTP " + status + ": " + text());
            }
            return header("Location").replaceAll(".*/fhir/\\w+/([^/]+).*", "$1");
        }
    }

    /** The id that the server gave to the first resource of this type in a transaction that it answered. */
    public static String idOf(Bundle sent, Bundle answer, String type) {
        for (int i = 0; i < sent.getEntry().size(); i++) {
            if (sent.getEntry().get(i).getResource().fhirType().equals(type)) {
                return answer.getEntry().get(i).getResponse().getLocation().split("/")[1];
            }
        }
        throw new AssertionError("The transaction has no " + type);
    }

    public Response get(String path) {
        return send("GET", path, null, BodyPublishers.noBody());
    }

    public <T extends Resource> T read(Class<T> type, String reference) {
        return get(reference).as(type);
    }

    public Bundle search(String query) {
        return get(query).as(Bundle.class);
    }

    /** All matches of one type on the first page. */
    public <T extends Resource> List<T> search(Class<T> type, String query) {
        return search(query).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    public Response post(Resource resource) {
        return send("POST", resource.fhirType(), "application/fhir+json", body(resource));
    }

    /** A transaction or batch. */
    public Response transaction(Bundle bundle) {
        return send("POST", "", "application/fhir+json", body(bundle));
    }

    public Response operation(String path, Parameters parameters) {
        return send("POST", path, "application/fhir+json", body(parameters));
    }

    /** Replaces a resource; where it carries a version, {@code If-Match} says so. */
    public Response put(Resource resource) {
        Api caller = resource.getMeta().hasVersionId()
                ? with("If-Match", "W/\"" + resource.getMeta().getVersionId() + "\"")
                : this;
        return caller.send(
                "PUT",
                resource.fhirType() + "/" + resource.getIdElement().getIdPart(),
                "application/fhir+json",
                body(resource));
    }

    /** A JSON Patch. */
    public Response patch(String reference, String version, String jsonPatch) {
        return with("If-Match", "W/\"" + version + "\"")
                .send("PATCH", reference, "application/json-patch+json", BodyPublishers.ofString(jsonPatch));
    }

    public Response delete(String reference) {
        return send("DELETE", reference, null, BodyPublishers.noBody());
    }

    /** Any body as it is. */
    public Response send(String method, String path, String contentType, byte[] body) {
        return send(method, path, contentType, BodyPublishers.ofByteArray(body));
    }

    /** A system whose token is over, because a consent to it was withdrawn, gets another one. */
    private Response send(String method, String path, String contentType, BodyPublisher body) {
        Response response = sendOnce(method, path, contentType, body);
        if (response.status() != 401 || forget == null) {
            return response;
        }
        forget.run();
        return sendOnce(method, path, contentType, body);
    }

    private Response sendOnce(String method, String path, String contentType, BodyPublisher body) {
        String url = path.startsWith("http") ? path : base() + (path.isEmpty() ? "" : "/" + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url.replace("|", "%7C"))).method(method, body);
        String bearer = token.get();
        if (bearer != null) {
            request.header("Authorization", "Bearer " + bearer);
        }
        if (contentType != null) {
            request.header("Content-Type", contentType);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = HTTP.send(request.build(), BodyHandlers.ofByteArray());
            return new Response(response.statusCode(), response.headers(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static BodyPublisher body(Resource resource) {
        return BodyPublishers.ofString(FHIR.newJsonParser().encodeResourceToString(resource));
    }
}
