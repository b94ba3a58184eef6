package health.consilium.centres;

import health.consilium.access.Compartment;
import health.consilium.centres.rules.ModeAdvice;
import health.consilium.centres.rules.ReasonWords;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.Numbers;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.RequestGroup;
import org.hl7.fhir.r4.model.RequestGroup.RequestIntent;
import org.hl7.fhir.r4.model.RequestGroup.RequestStatus;
import org.springframework.stereotype.Component;

/** Makes drafts of options, and keeps them at the desk where that is asked. */
@Component
class OptionDrafts {

    static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/options";

    private final FhirStore store;
    private final Cases cases;

    OptionDrafts(FhirStore store, Cases cases) {
        this.store = store;
        this.cases = cases;
    }

    Bundle bundle(
            CaseFile file,
            AssessRequest request,
            ModeAdvice advice,
            List<Option> options,
            OptionsBundle.LeftOut leftOut,
            ReasonWords patient) {
        if (request.persist()) {
            supersede(file);
        }
        List<Claim> claims = new ArrayList<>();
        RequestGroup group = group(file, request, advice, patient);
        for (Option option : options) {
            Claim claim = claim(file, option, request.persist());
            claims.add(claim);
            group.addAction(OptionsBundle.action(option, new Reference(reference(claim)), patient));
        }
        if (request.persist()) {
            group = store.create(group);
        } else {
            group.setId(OptionsBundle.name(file.id(), String.valueOf(request.asOf())));
        }
        return OptionsBundle.of(group, claims, options, leftOut);
    }

    private static String reference(Claim claim) {
        String id = claim.getIdElement().getIdPart();
        return id.startsWith("urn:") ? id : "Claim/" + id;
    }

    private Claim claim(CaseFile file, Option option, boolean persist) {
        Claim claim = EstimateClaim.of(
                option.estimate(), file.patient(), option.service().getProvidedBy());
        if (persist) {
            claim.getMeta().addSecurity(Compartment.atDesk(file.number()));
            return store.create(claim);
        }
        claim.setId(OptionsBundle.name(
                file.id(),
                option.service().getIdElement().getIdPart(),
                option.estimate().mode().code(),
                String.valueOf(option.estimate().day())));
        return claim;
    }

    private static RequestGroup group(CaseFile file, AssessRequest request, ModeAdvice advice, ReasonWords patient) {
        RequestGroup group = new RequestGroup();
        group.getMeta().addProfile(PROFILE).addSecurity(Compartment.atDesk(file.number()));
        group.setLanguage("en");
        OptionsBundle.advice(advice, patient).forEach(group::addExtension);
        group.setStatus(RequestStatus.DRAFT).setIntent(RequestIntent.OPTION);
        group.setGroupIdentifier(Numbers.ofCase(file.number()));
        group.addBasedOn(new Reference(file.reference()));
        group.setSubject(file.patient().copy());
        group.setAuthoredOn(Date.from(request.asOf()));
        return group;
    }

    /** A draft that was made before and not published is the desk's paper basket. */
    private void supersede(CaseFile file) {
        cases.resources(file.number(), RequestGroup.class).stream()
                .filter(OptionDrafts::isOptions)
                .filter(group -> group.getStatus() == RequestStatus.DRAFT)
                .forEach(group -> store.update(group.setStatus(RequestStatus.REVOKED)));
        cases.resources(file.number(), Claim.class).stream()
                .filter(OptionDrafts::isEstimate)
                .filter(claim -> claim.getStatus() == Claim.ClaimStatus.DRAFT)
                .forEach(claim -> store.update(claim.setStatus(Claim.ClaimStatus.CANCELLED)));
    }

    static boolean isOptions(RequestGroup group) {
        return group.getMeta().hasProfile(PROFILE);
    }

    /** Of an option, which names its mode; not the price of something that a patient asked for later. */
    static boolean isEstimate(Claim claim) {
        return claim.getMeta().hasProfile(EstimateClaim.PROFILE) && claim.hasExtension(EstimateClaim.MODE);
    }
}
