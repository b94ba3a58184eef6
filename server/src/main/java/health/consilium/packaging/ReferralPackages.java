package health.consilium.packaging;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.packaging.rules.Catalogue;
import health.consilium.packaging.rules.ProvideDocuments;
import health.consilium.packaging.rules.ReferralDocument;
import health.consilium.packaging.rules.ReferralMaterial;
import health.consilium.workflow.CaseFile;
import java.util.List;
import java.util.Optional;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.PlanDefinition;
import org.hl7.fhir.r4.model.Reference;
import org.springframework.stereotype.Component;

/** Makes the package of a case for one centre, and offers it to the patient for consent. */
@Component
class ReferralPackages {

    private static final String CHECKLIST = FhirPackage.CANONICAL + "/StructureDefinition/records-checklist";
    static final String TYPE = "57149-7";

    private final CaseMaterial material;
    private final PackageTools tools;
    private final Freezer freezer;
    private final Recipients recipients;
    private final SharingOffer offer;
    private final FhirStore store;
    private final Catalogue catalogue;

    ReferralPackages(
            CaseMaterial material,
            PackageTools tools,
            Freezer freezer,
            Recipients recipients,
            SharingOffer offer,
            FhirStore store,
            FhirPackage fhirPackage) {
        this.material = material;
        this.tools = tools;
        this.freezer = freezer;
        this.recipients = recipients;
        this.offer = offer;
        this.store = store;
        this.catalogue = Catalogue.of(fhirPackage.resources(PlanDefinition.class).stream()
                .filter(plan ->
                        plan.getMeta().hasProfile(CHECKLIST) || plan.getId().contains("checklist"))
                .toList());
    }

    Packaging.Packed pack(CaseFile file, PackageRequest request) {
        Reference centre = recipients.requireActive(request.centre().orElseThrow());
        PackageTools.Made made = made(file, request, centre);
        if (request.preview()) {
            return new Packaging.Packed(made.body(), Optional.empty());
        }
        Freezer.Form form = new Freezer.Form(
                TYPE,
                "Referral package for " + recipients.name(centre),
                file.patient(),
                List.of(centre),
                request.format().code(),
                List.of(Compartment.ofCase(file.number())));
        return store.inTransaction(() -> {
            DocumentReference frozen = freezer.freeze(made.bytes(), form);
            offer.put(file, frozen, centre);
            return new Packaging.Packed(made.body(), Optional.of(frozen));
        });
    }

    private PackageTools.Made made(CaseFile file, PackageRequest request, Reference centre) {
        ReferralMaterial found = material.of(file);
        ReferralDocument.Stamp stamp = tools.stamp();
        Bundle document = ReferralDocument.assemble(found, catalogue, stamp);
        if (request.sign()) {
            tools.sign(document);
        }
        return switch (request.format()) {
            case FHIR_DOCUMENT -> tools.made(document);
            case MHD ->
                tools.made(ProvideDocuments.of(
                        document, tools.bytes(document), centre, tools.contents(found.documents()), stamp));
            case XDM -> tools.media(document, found.documents(), Optional.of(recipients.name(centre)), stamp);
        };
    }
}
