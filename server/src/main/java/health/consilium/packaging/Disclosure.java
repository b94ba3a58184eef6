package health.consilium.packaging;

import health.consilium.access.Grants;
import health.consilium.fhir.FhirStore;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/**
 * What a centre may see: the referral, the frozen package, the consent, and the bytes that the package lists, as long as the
 * consent lasts. Never live records.
 */
@Component
class Disclosure {

    private final Grants grants;
    private final FhirStore store;
    private final PackageTools tools;

    Disclosure(Grants grants, FhirStore store, PackageTools tools) {
        this.grants = grants;
        this.store = store;
        this.tools = tools;
    }

    void open(SubmitRequest asked, DocumentReference sent, Consent consent, ReferralForms.Labels labels) {
        List<Coding> label = List.of(labels.ofReferral());
        String bytes = sent.getContentFirstRep().getAttachment().getUrl();
        Stream.of(asked.sent(), bytes, asked.consent()).forEach(reference -> store.label(reference, label));
        Instant until = consent.getProvision().getPeriod().getEnd().toInstant();
        Stream.concat(Stream.of(labels.ofReferral().getCode()), listed(sent))
                .forEach(target -> grants.open(new Grants.Grant(asked.centre(), target, asked.consent(), until)));
    }

    /** Binaries of the records that the package lists. */
    private Stream<String> listed(DocumentReference sent) {
        return tools.parse(sent).getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(DocumentReference.class::isInstance)
                .map(DocumentReference.class::cast)
                .flatMap(document -> document.getContent().stream())
                .map(content -> content.getAttachment().getUrl())
                .filter(url -> url != null && url.startsWith("Binary/"))
                .distinct();
    }
}
