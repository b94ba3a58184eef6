package health.consilium.packaging;

import ca.uhn.fhir.context.FhirContext;
import health.consilium.fhir.Documents;
import health.consilium.fhir.FhirSettings;
import health.consilium.fhir.FhirStore;
import health.consilium.packaging.rules.ReferralDocument.Stamp;
import health.consilium.packaging.rules.XdmMedia;
import health.consilium.workflow.WorkflowSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.springframework.stereotype.Component;

/** What every package needs: identity, signature, bytes. */
@Component
class PackageTools {

    private final FhirContext context;
    private final FhirSettings settings;
    private final WorkflowSettings workflow;
    private final FhirStore store;
    private final Documents documents;
    private final PackageKeys keys;
    private final Clock clock;

    PackageTools(
            FhirContext context,
            FhirSettings settings,
            WorkflowSettings workflow,
            FhirStore store,
            Documents documents,
            PackageKeys keys,
            Clock clock) {
        this.context = context;
        this.settings = settings;
        this.workflow = workflow;
        this.store = store;
        this.documents = documents;
        this.keys = keys;
        this.clock = clock;
    }

    Stamp stamp() {
        return new Stamp(
                settings.base(),
                UUID.randomUUID().toString(),
                UUID.randomUUID().toString(),
                Date.from(clock.instant()));
    }

    void sign(Bundle bundle) {
        PackageSignature.sign(bundle, keys.current(), new Reference(workflow.coordinationDeskReference()), context);
    }

    byte[] bytes(Bundle bundle) {
        return context.newJsonParser().encodeResourceToString(bundle).getBytes(StandardCharsets.UTF_8);
    }

    /** A package in the form that was asked for. */
    record Made(Resource body, byte[] bytes) {}

    Made made(Bundle bundle) {
        return new Made(bundle, bytes(bundle));
    }

    /** XDM media of a document, signed or not, and of what it lists. */
    Made media(Bundle document, List<DocumentReference> lists, Optional<String> recipient, Stamp stamp) {
        byte[] zip = XdmMedia.of(document, bytes(document), contents(lists), recipient, stamp);
        return new Made(new Binary().setContentType(XdmMedia.CONTENT_TYPE).setData(zip), zip);
    }

    /** What was frozen, in the form in which it was. */
    Resource body(DocumentReference frozen) {
        Binary data = data(frozen);
        if (!isMedia(data)) {
            return parse(data.getData());
        }
        data.setId((String) null);
        return data;
    }

    /** What was frozen as FHIR, also where it lies on media. */
    Bundle parse(DocumentReference frozen) {
        Binary data = data(frozen);
        return parse(isMedia(data) ? XdmMedia.document(data.getData()) : data.getData());
    }

    private static boolean isMedia(Binary data) {
        return XdmMedia.CONTENT_TYPE.equals(data.getContentType());
    }

    private Bundle parse(byte[] json) {
        return context.newJsonParser().parseResource(Bundle.class, new String(json, StandardCharsets.UTF_8));
    }

    /** The bytes that were frozen. */
    byte[] bytes(DocumentReference frozen) {
        return data(frozen).getData();
    }

    /** The Binaries of documents, with their bytes in them. */
    List<Binary> contents(List<DocumentReference> of) {
        return of.stream().map(this::data).toList();
    }

    private Binary data(DocumentReference document) {
        String url = document.getContentFirstRep().getAttachment().getUrl();
        Binary stored = store.find(Binary.class, url)
                .orElseThrow(() -> new IllegalStateException(document.getId() + " has no bytes"));
        Binary full = new Binary();
        full.setId(url);
        full.setContentType(stored.getContentType());
        try (InputStream in = documents.open(stored)) {
            full.setData(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("The bytes of " + url + " cannot be read", e);
        }
        return full;
    }
}
