package health.consilium.examples.coordinator;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.gclient.ICriterion;
import ca.uhn.fhir.rest.gclient.IQuery;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Bundle.BundleEntryComponent;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.hl7.fhir.r4.model.Task;
import org.hl7.fhir.r4.model.Task.TaskOutputComponent;
import org.hl7.fhir.r4.model.Task.TaskStatus;

/** A person who has signed in: HAPI's client with their token, and the few things that all of them do. */
final class Caller {

    private static final FhirContext FHIR = context();

    private final String name;
    private final String base;
    private final String token;
    private final IGenericClient client;

    private Caller(String name, String base, String token) {
        this.name = name;
        this.base = base;
        this.token = token;
        this.client = FHIR.newRestfulGenericClient(base);
        client.registerInterceptor(new BearerTokenAuthInterceptor(token));
    }

    private static FhirContext context() {
        FhirContext context = FhirContext.forR4();
        context.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        context.getRestfulClientFactory().setSocketTimeout(120_000);
        return context;
    }

    /** Coordinators, clinicians and translators. */
    static Caller staff(String origin, String username, String password) throws IOException, InterruptedException {
        return signedIn(origin, username, password, "openid fhirUser user/*.cruds");
    }

    static Caller patient(String origin, String username, String password) throws IOException, InterruptedException {
        return signedIn(origin, username, password, "openid fhirUser launch/patient patient/*.cruds");
    }

    private static Caller signedIn(String origin, String username, String password, String scope)
            throws IOException, InterruptedException {
        return new Caller(username, origin + "/fhir", SignIn.accessToken(origin, username, password, scope));
    }

    String name() {
        return name;
    }

    IGenericClient fhir() {
        return client;
    }

    <T extends Resource> T read(Class<T> type, Reference reference) {
        return client.read()
                .resource(type)
                .withId(reference.getReferenceElement().getIdPart())
                .execute();
    }

    /** Everything that meets all criteria, page by page. */
    <T extends Resource> List<T> search(Class<T> type, ICriterion<?>... criteria) {
        IQuery<Bundle> query = client.search().forResource(type).returnBundle(Bundle.class);
        for (ICriterion<?> criterion : criteria) {
            query = query.and(criterion);
        }
        List<T> found = new ArrayList<>();
        Bundle page = query.execute();
        while (true) {
            page.getEntry().stream()
                    .map(BundleEntryComponent::getResource)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .forEach(found::add);
            if (page.getLink(Bundle.LINK_NEXT) == null) {
                return found;
            }
            page = client.loadPage().next(page).execute();
        }
    }

    /**
     * Moves a Task on. The version that was read goes along as {@code If-Match}: if somebody else has moved it meanwhile,
     * the server answers 412 and nothing is overwritten.
     */
    Task move(Task task, TaskStatus status, TaskOutputComponent... outputs) {
        Task moved = task.copy();
        moved.setStatus(status);
        List.of(outputs).forEach(moved::addOutput);
        return (Task) client.update()
                .resource(moved)
                .withId(task.getIdElement())
                .withAdditionalHeader("If-Match", "W/\"" + task.getMeta().getVersionId() + "\"")
                .execute()
                .getResource();
    }

    /** The bytes of a document, as they are. */
    byte[] bytes(String url) throws IOException, InterruptedException {
        URI address = URI.create(url.startsWith("http") ? url : base + "/" + url);
        if (!address.toString().startsWith(base + "/")) {
            throw new IOException(address + " is not on " + base + ", so the token is not sent there");
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "*/*")
                .build();
        HttpResponse<byte[]> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + address + " answers HTTP " + response.statusCode());
        }
        return response.body();
    }
}
