package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.TaskSteps;
import health.consilium.workflow.WorkflowSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/** The services of a case as a Claim (profile {@code cost-statement}) that an insurer's system reads: one for each currency. */
@Component
class InsuranceStatement {

    private static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/cost-statement";
    private static final String INFORMATION = "http://terminology.hl7.org/CodeSystem/claiminformationcategory";

    private final FhirStore store;
    private final SelfPay selfPay;
    private final WorkflowSettings settings;
    private final Clock clock;

    InsuranceStatement(FhirStore store, SelfPay selfPay, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.selfPay = selfPay;
        this.settings = settings;
        this.clock = clock;
    }

    /** Drafts that the desk alone sees. */
    List<Reference> draft(CaseFile file, List<Rendered> services, Reference letter) {
        Map<String, List<Rendered>> byCurrency = new LinkedHashMap<>();
        services.forEach(service -> byCurrency
                .computeIfAbsent(service.currency(), currency -> new ArrayList<>())
                .add(service));
        List<Rendered> unpriced = byCurrency.remove("");
        if (unpriced != null) {
            byCurrency.values().stream()
                    .findFirst()
                    .orElseGet(() -> byCurrency.computeIfAbsent("", none -> new ArrayList<>()))
                    .addAll(unpriced);
        }
        return byCurrency.values().stream()
                .map(group -> store.create(claim(file, group, letter)))
                .map(claim -> new Reference("Claim/" + claim.getIdElement().getIdPart()))
                .toList();
    }

    private Claim claim(CaseFile file, List<Rendered> services, Reference letter) {
        Claim claim = new Claim();
        claim.getMeta().addProfile(PROFILE).addSecurity(Compartment.atDesk(file.number()));
        claim.setStatus(Claim.ClaimStatus.DRAFT);
        claim.setUse(Claim.Use.CLAIM);
        claim.setCreated(Date.from(clock.instant()));
        claim.setProvider(new Reference(settings.coordinationDeskReference()));
        selfPay.begin(file, claim);
        claim.addSupportingInfo()
                .setSequence(1)
                .setCategory(new CodeableConcept(new Coding(INFORMATION, "attachment", null)))
                .setValue(letter.copy());
        services.forEach(service -> line(claim, service));
        period(claim, services);
        total(claim);
        return claim;
    }

    private static void line(Claim claim, Rendered service) {
        Claim.ItemComponent item = claim.addItem();
        item.setSequence(claim.getItem().size());
        item.addCareTeamSequence(member(claim, service.by()));
        item.setProductOrService(new CodeableConcept(new Coding(SelfPay.COST_LINE, service.line(), null)));
        item.setServiced(new DateType(service.day().toString()));
        service.cost().ifPresent(cost -> item.setNet(cost.copy()));
        service.agreed()
                .filter(agreed -> claim.getRelated().stream().noneMatch(known -> agreed.getReference()
                        .equals(known.getClaim().getReference())))
                .ifPresent(agreed -> claim.addRelated().setClaim(agreed.copy()));
    }

    private static int member(Claim claim, Reference party) {
        return claim.getCareTeam().stream()
                .filter(member ->
                        party.getReference().equals(member.getProvider().getReference()))
                .findFirst()
                .map(Claim.CareTeamComponent::getSequence)
                .orElseGet(() -> {
                    int sequence = claim.getCareTeam().size() + 1;
                    claim.addCareTeam().setSequence(sequence).setProvider(party.copy());
                    return sequence;
                });
    }

    private static void period(Claim claim, List<Rendered> services) {
        List<LocalDate> days = services.stream().map(Rendered::day).sorted().toList();
        claim.getBillablePeriod()
                .setStartElement(
                        new org.hl7.fhir.r4.model.DateTimeType(days.get(0).toString()))
                .setEndElement(new org.hl7.fhir.r4.model.DateTimeType(
                        days.get(days.size() - 1).toString()));
    }

    private static void total(Claim claim) {
        claim.getItem().stream()
                .filter(Claim.ItemComponent::hasNet)
                .map(Claim.ItemComponent::getNet)
                .reduce((one, other) -> new Money()
                        .setCurrency(one.getCurrency())
                        .setValue(one.getValue().add(other.getValue())))
                .ifPresent(total -> claim.setTotal(total.copy()));
    }

    /** Once the desk has read it. */
    void release(CaseFile file, Task task) {
        TaskSteps.inputs(task, "letter").stream()
                .map(Reference::getReference)
                .filter(reference -> reference.startsWith("Claim/"))
                .forEach(reference -> {
                    store.find(Claim.class, reference.substring("Claim/".length()))
                            .ifPresent(claim -> store.update(claim.copy().setStatus(Claim.ClaimStatus.ACTIVE)));
                    store.label(reference, List.of(Compartment.ofCase(file.number())));
                });
    }

    static BigDecimal total(List<Rendered> services, String currency) {
        return services.stream()
                .filter(service -> service.currency().equals(currency))
                .map(service -> service.cost().orElseThrow().getValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
