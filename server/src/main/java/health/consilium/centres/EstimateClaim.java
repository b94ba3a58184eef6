package health.consilium.centres;

import health.consilium.centres.rules.Estimate;
import health.consilium.centres.rules.Range;
import health.consilium.centres.rules.Rate;
import health.consilium.fhir.FhirPackage;
import java.math.BigDecimal;
import java.util.Currency;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.Claim.ClaimStatus;
import org.hl7.fhir.r4.model.Claim.ItemComponent;
import org.hl7.fhir.r4.model.Claim.Use;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Coverage;
import org.hl7.fhir.r4.model.Coverage.CoverageStatus;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.DecimalType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Reference;

/** An estimate as a Claim of the profile {@code cost-estimate}: a predetermination that the patient pays. */
final class EstimateClaim {

    static final String PROFILE = FhirPackage.CANONICAL + "/StructureDefinition/cost-estimate";
    static final String VALIDITY = FhirPackage.CANONICAL + "/StructureDefinition/validity";
    static final String MODE = FhirPackage.CANONICAL + "/StructureDefinition/delivery-mode";
    private static final String RANGE = FhirPackage.CANONICAL + "/StructureDefinition/cost-range";
    private static final String RATE = FhirPackage.CANONICAL + "/StructureDefinition/exchange-rate";
    private static final String PRICE_DATE = FhirPackage.CANONICAL + "/StructureDefinition/price-date";
    private static final String COST_LINE = FhirPackage.CANONICAL + "/CodeSystem/cost-line";
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

    private EstimateClaim() {}

    /** @param patient who it is for; one without a reference where it is for nobody in particular */
    static Claim of(Estimate estimate, Reference patient, Reference centre) {
        Claim claim = new Claim();
        claim.getMeta().addProfile(PROFILE);
        claim.addExtension(range(estimate.total(), estimate.currency()));
        claim.addExtension(VALIDITY, validity(estimate));
        claim.addExtension(MODE, new CodeType(estimate.mode().code()));
        estimate.rates().forEach(rate -> claim.addExtension(rate(rate, estimate.currency())));
        claim.setStatus(ClaimStatus.DRAFT).setUse(Use.PREDETERMINATION);
        claim.setType(concept(TERMINOLOGY + "claim-type", "professional"));
        claim.setPriority(concept(TERMINOLOGY + "processpriority", "normal"));
        claim.setPatient(patient.copy());
        claim.setCreatedElement(
                new org.hl7.fhir.r4.model.DateTimeType(estimate.day().toString()));
        claim.setProvider(new Reference(centre.getReference()));
        selfPay(claim, patient);
        estimate.lines().forEach(line -> item(claim.addItem(), claim.getItem().size(), line, estimate.currency()));
        claim.setTotal(money(estimate.total().usual(), estimate.currency()));
        return claim;
    }

    private static Period validity(Estimate estimate) {
        Period period = new Period();
        period.setStartElement(
                new org.hl7.fhir.r4.model.DateTimeType(estimate.day().toString()));
        period.setEndElement(
                new org.hl7.fhir.r4.model.DateTimeType(estimate.until().toString()));
        return period;
    }

    /** Claim asks for an insurance, https://hl7.org/fhir/R4/claim-definitions.html#Claim.insurance */
    private static void selfPay(Claim claim, Reference patient) {
        Coverage coverage = new Coverage();
        coverage.setId("self-pay");
        coverage.setStatus(CoverageStatus.ACTIVE);
        coverage.setType(concept(TERMINOLOGY + "coverage-selfpay", "pay"));
        coverage.setBeneficiary(patient.copy());
        coverage.addPayor(patient.copy());
        claim.addContained(coverage);
        claim.addInsurance().setSequence(1).setFocal(true).setCoverage(new Reference("#self-pay"));
    }

    private static void item(ItemComponent item, int sequence, Estimate.Line line, Currency currency) {
        item.setSequence(sequence);
        item.addExtension(range(line.net(), currency));
        line.priced().ifPresent(day -> item.addExtension(PRICE_DATE, new DateType(day.toString())));
        item.setProductOrService(new CodeableConcept(
                new Coding(COST_LINE, line.line().code(), line.line().words())));
        line.language().ifPresent(language -> item.addModifier(concept("urn:ietf:bcp:47", language)));
        item.getQuantity().setValue(line.quantity().usual());
        item.setUnitPrice(money(line.unit().usual(), currency));
        item.setNet(money(line.net().usual(), currency));
    }

    private static Extension range(Range range, Currency currency) {
        Extension extension = new Extension(RANGE);
        extension.addExtension("low", money(range.low(), currency));
        extension.addExtension("high", money(range.high(), currency));
        return extension;
    }

    private static Extension rate(Rate rate, Currency to) {
        Extension extension = new Extension(RATE);
        extension.addExtension("from", new CodeType(rate.from().getCurrencyCode()));
        extension.addExtension("to", new CodeType(to.getCurrencyCode()));
        extension.addExtension("value", new DecimalType(rate.value()));
        extension.addExtension("date", new DateType(rate.day().toString()));
        return extension;
    }

    private static Money money(BigDecimal amount, Currency currency) {
        return new Money().setValue(amount).setCurrency(currency.getCurrencyCode());
    }

    private static CodeableConcept concept(String system, String code) {
        return new CodeableConcept(new Coding(system, code, null));
    }
}
