package health.consilium.packaging;

import health.consilium.fhir.Refusal;
import health.consilium.packaging.rules.SharedPackage;
import health.consilium.packaging.rules.SharingTerms;
import health.consilium.workflow.CaseFile;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.hl7.fhir.r4.model.Consent;
import org.hl7.fhir.r4.model.DocumentReference;
import org.springframework.stereotype.Component;

/** Whether this package may go to this centre under this consent. */
@Component
class PackageCheck {

    private final Recipients recipients;
    private final Freezer freezer;
    private final ConsentGiver giver;
    private final Clock clock;

    PackageCheck(Recipients recipients, Freezer freezer, ConsentGiver giver, Clock clock) {
        this.recipients = recipients;
        this.freezer = freezer;
        this.giver = giver;
        this.clock = clock;
    }

    List<Refusal> objections(CaseFile file, SubmitRequest request, DocumentReference sent, Consent consent) {
        List<Refusal> objections = new ArrayList<>();
        recipients.objection(request.centre()).ifPresent(objections::add);
        if (!sent.getMeta().hasProfile(CaseMaterial.FROZEN)) {
            objections.add(Refusal.unprocessable(
                    "dangling-reference", request.sent() + " is not a package; $package makes one.", "package"));
            return objections;
        }
        if (!SharingOffer.isFor(sent, request.centre())) {
            objections.add(Refusal.unprocessable(
                    "consent-mismatch",
                    "The package was made for another centre than " + request.centre() + "; make one for it.",
                    "package"));
        }
        if (!freezer.isIntact(sent)) {
            objections.add(Refusal.unprocessable(
                    "package-changed",
                    "The bytes of the package are not those that were frozen; make a new package and ask for consent to it.",
                    "package"));
        }
        if (!SharedPackage.of(consent)
                .flatMap(SharedPackage::sha256)
                .map(Freezer.recorded(sent)::equals)
                .orElse(true)) {
            objections.add(Refusal.unprocessable(
                    "consent-mismatch",
                    "The consent was given for other bytes than those of this package.",
                    "consent"));
        }
        objections.addAll(
                new SharingTerms(file.patient().getReference(), request.centre(), request.sent(), clock.instant())
                        .objections(consent));
        giver.objectionToUse(consent).ifPresent(objections::add);
        return objections;
    }
}
