package health.consilium.delivery;

import health.consilium.access.Compartment;
import health.consilium.delivery.rules.PriceList;
import health.consilium.delivery.rules.Tongue;
import health.consilium.fhir.FhirPackage;
import health.consilium.fhir.FhirStore;
import health.consilium.fhir.Refusal;
import health.consilium.workflow.CaseFile;
import health.consilium.workflow.Cases;
import health.consilium.workflow.ReviewServices;
import health.consilium.workflow.WorkflowSettings;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hl7.fhir.r4.model.Claim;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.DateType;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Money;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.Task;
import org.springframework.stereotype.Component;

/**
 * What one more round of questions costs, by the price list of the centre; and a page of translation each way, by that of
 * the desk. A price that was offered stands until it expires.
 */
@Component
class FollowUpOffer {

    static final String ROUND = "follow-up";
    private static final String PAGE = "translation-page";
    private static final String ESTIMATE = FhirPackage.CANONICAL + "/StructureDefinition/cost-estimate";
    private static final String VALIDITY = FhirPackage.CANONICAL + "/StructureDefinition/validity";
    private static final String PRICE_DATE = FhirPackage.CANONICAL + "/StructureDefinition/price-date";
    private static final int DAYS = 30;

    private final FhirStore store;
    private final Cases cases;
    private final Readers readers;
    private final SelfPay selfPay;
    private final WorkflowSettings settings;
    private final Clock clock;

    FollowUpOffer(
            FhirStore store, Cases cases, Readers readers, SelfPay selfPay, WorkflowSettings settings, Clock clock) {
        this.store = store;
        this.cases = cases;
        this.readers = readers;
        this.selfPay = selfPay;
        this.settings = settings;
        this.clock = clock;
    }

    /** The offer that stands, or a new one; empty when the centre has no price, or the desk none for what is to be translated. */
    Optional<Claim> make(CaseFile file, Task referral, Locale question) {
        List<String> pages = pages(file, question);
        return cases.resources(file.number(), Claim.class).stream()
                .filter(this::isOpen)
                .filter(claim -> pages(claim).equals(pages))
                .findFirst()
                .or(() -> price(file, referral, pages).map(store::create));
    }

    /** The language of each page: of the question, where the centre does not read it, and of the answer, where the patient does not. */
    private List<String> pages(CaseFile file, Locale question) {
        return Stream.concat(Stream.of(question), readers.named(file).stream())
                .filter(language -> !Tongue.isEnglish(language))
                .map(Locale::toLanguageTag)
                .toList();
    }

    private static List<String> pages(Claim claim) {
        return claim.getItem().stream()
                .filter(item -> item.getProductOrService().hasCoding(SelfPay.COST_LINE, PAGE))
                .map(item -> item.getModifierFirstRep().getCodingFirstRep().getCode())
                .toList();
    }

    private Optional<Claim> price(CaseFile file, Task referral, List<String> pages) {
        LocalDate today = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        Optional<PriceList.Price> round =
                prices(referral.getOwner().getReference()).of(ROUND, "en", today);
        if (round.isEmpty()) {
            return Optional.empty();
        }
        PriceList desk =
                prices(settings.coordinationDeskReference()).in(round.get().currency());
        List<Page> priced = pages.stream()
                .flatMap(language -> desk.of(PAGE, language, today).map(price -> new Page(language, price)).stream())
                .toList();
        return priced.size() < pages.size()
                ? Optional.empty()
                : Optional.of(claim(file, referral, round.get(), priced));
    }

    private record Page(String language, PriceList.Price price) {}

    private Claim claim(CaseFile file, Task referral, PriceList.Price round, List<Page> pages) {
        Claim claim = new Claim();
        claim.getMeta().addProfile(ESTIMATE).addSecurity(Compartment.ofCase(file.number()));
        claim.setStatus(Claim.ClaimStatus.DRAFT);
        claim.setUse(Claim.Use.PREDETERMINATION);
        claim.setCreated(Date.from(clock.instant()));
        claim.setProvider(referral.getOwner().copy());
        selfPay.begin(file, claim);
        line(claim, ROUND, round);
        pages.forEach(page -> line(claim, PAGE, page.price())
                .addModifier(new CodeableConcept(new Coding("urn:ietf:bcp:47", page.language(), null))));
        claim.setTotal(new Money().setCurrency(round.currency()).setValue(total(claim)));
        claim.addExtension(new Extension(
                VALIDITY,
                new Period()
                        .setStart(Date.from(clock.instant()))
                        .setEnd(Date.from(clock.instant().plus(DAYS, ChronoUnit.DAYS)))));
        return claim;
    }

    private PriceList prices(String organization) {
        return PriceList.of(ReviewServices.active(organization, store));
    }

    private static Claim.ItemComponent line(Claim claim, String code, PriceList.Price price) {
        Claim.ItemComponent item = claim.addItem();
        item.setSequence(claim.getItem().size());
        if (price.since() != null) {
            item.addExtension(PRICE_DATE, new DateType(price.since().toString()));
        }
        item.setProductOrService(new CodeableConcept(new Coding(SelfPay.COST_LINE, code, null)));
        item.getQuantity().setValue(1);
        item.setUnitPrice(new Money().setCurrency(price.currency()).setValue(price.amount()));
        item.setNet(new Money().setCurrency(price.currency()).setValue(price.amount()));
        return item;
    }

    private static BigDecimal total(Claim claim) {
        return claim.getItem().stream().map(item -> item.getNet().getValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** @throws health.consilium.fhir.RefusedException 422 when the case has no such offer */
    Claim require(CaseFile file, String reference) {
        return store.find(Claim.class, new IdType(reference).getIdPart())
                .filter(claim -> reference.startsWith("Claim/"))
                .filter(claim -> Compartment.caseNumber(claim).equals(Optional.of(file.number())))
                .filter(FollowUpOffer::isRound)
                .orElseThrow(() -> Refusal.unprocessable(
                                "dangling-reference", "This case has no offer " + reference + ".", "accept")
                        .asException());
    }

    static boolean isRound(Claim claim) {
        return claim.getUse() == Claim.Use.PREDETERMINATION
                && claim.getItem().stream()
                        .anyMatch(item -> item.getProductOrService().hasCoding(SelfPay.COST_LINE, ROUND));
    }

    /** Offered, not accepted yet and not expired. */
    boolean isOpen(Claim claim) {
        return isRound(claim)
                && claim.getStatus() == Claim.ClaimStatus.DRAFT
                && claim.getExtensionByUrl(VALIDITY) != null
                && claim.getExtensionByUrl(VALIDITY).getValue() instanceof Period period
                && period.getEnd().toInstant().isAfter(clock.instant());
    }

    Claim accept(Claim claim) {
        return store.update(claim.copy().setStatus(Claim.ClaimStatus.ACTIVE));
    }

    static String price(Claim claim) {
        return claim.getTotal().getValue().toPlainString() + " "
                + claim.getTotal().getCurrency();
    }
}
