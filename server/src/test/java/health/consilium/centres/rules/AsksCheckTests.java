package health.consilium.centres.rules;

import static org.assertj.core.api.Assertions.assertThat;

import health.consilium.fhir.Refusal;
import health.consilium.terminology.rules.Content;
import health.consilium.terminology.rules.Systems;
import org.hl7.fhir.r4.model.BooleanType;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Extension;
import org.hl7.fhir.r4.model.HealthcareService;
import org.hl7.fhir.r4.model.IntegerType;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Type;
import org.junit.jupiter.api.Test;

class AsksCheckTests {

    private final AsksCheck check = new AsksCheck(new AskRules(Content.checklists()));
    private final HealthcareService service = new HealthcareService();

    @Test
    void whatCanBeAskedIsTakenAndReadAsItWasWritten() {
        Extension panel = ask("nsclc.mol.ngs");
        part(panel, "strength", new CodeType("required"));
        part(panel, "blocking", new BooleanType(true));
        Extension blood = ask("nsclc.lab.cbc");
        part(blood, "everyTumourType", new BooleanType(true));
        part(blood, "maxAgeDays", new IntegerType(14));
        ask("nsclc.lab.cbc");
        service.addExtension(AsksReader.IMAGES_LATER, new StringType("Reports first"));

        assertThat(check.of(service)).isEmpty();
        assertThat(AsksReader.read(service).overrides())
                .extracting(override -> override.subject() + " " + override.strength() + " " + override.maxAgeDays())
                .containsExactly(
                        "nsclc.mol.ngs Optional[REQUIRED] OptionalInt.empty",
                        "*.lab.cbc Optional.empty OptionalInt[14]",
                        "nsclc.lab.cbc Optional.empty OptionalInt.empty");
        assertThat(AsksReader.read(service).imagesLater()).contains("Reports first");
    }

    @Test
    void anUnknownItemIsNamedWithItsElement() {
        ask("nsclc.mol.ngs");
        ask("nsclc.mol.horoscope");

        assertRefused(1, "nsclc.mol.horoscope is none");
    }

    @Test
    void anItemIsAskedForOnceForOneTypeAndOnceForAll() {
        part(ask("nsclc.lab.cbc"), "everyTumourType", new BooleanType(true));
        part(ask("breast.lab.cbc"), "everyTumourType", new BooleanType(true));

        assertRefused(1, "*.lab.cbc is asked for twice");
    }

    @Test
    void anAgeThatIsNoneIsRefused() {
        for (Type age : new Type[] {
            new IntegerType(0), new IntegerType(-14), new IntegerType(3651), new StringType("soon"), new IntegerType()
        }) {
            service.getExtension().clear();
            part(ask("nsclc.lab.cbc"), "maxAgeDays", age);
            assertRefused(0, "maxAgeDays");
        }
    }

    @Test
    void whoAsksSaysWhy() {
        ask("nsclc.lab.cbc").getExtension().removeIf(part -> part.getUrl().equals("why"));
        assertRefused(0, "without a reason");

        service.getExtension().clear();
        ask("nsclc.lab.cbc").getExtensionByUrl("why").setValue(new StringType("x".repeat(501)));
        assertRefused(0, "more than 500 characters");
    }

    @Test
    void whatIsOnlyRecommendedDoesNotBlockAndACentreSetsNoConditions() {
        Extension contradiction = ask("nsclc.mol.ngs");
        part(contradiction, "strength", new CodeType("recommended"));
        part(contradiction, "blocking", new BooleanType(true));
        assertRefused(0, "cannot block and be recommended only");

        service.getExtension().clear();
        part(ask("nsclc.mol.ngs"), "strength", new CodeType("conditional"));
        assertRefused(0, "strength is required or recommended");
    }

    @Test
    void noCentreDoesWithoutIdentityConsentOrTranslation() {
        part(ask("nsclc.clin.identity"), "blocking", new BooleanType(false));
        assertRefused(0, "nsclc.clin.identity");

        service.getExtension().clear();
        Extension consent = ask("nsclc.clin.consent");
        part(consent, "everyTumourType", new BooleanType(true));
        part(consent, "maxAgeDays", new IntegerType(3650));
        assertRefused(0, "clin.consent is about identity, consent or translation");

        service.getExtension().clear();
        part(ask("nsclc.clin.consent"), "maxAgeDays", new IntegerType(30));
        assertThat(check.of(service)).as("more firmly it may").isEmpty();
    }

    @Test
    void imagesComeLaterOnceAndForAReason() {
        service.addExtension(AsksReader.IMAGES_LATER, new StringType("Reports first"));
        service.addExtension(AsksReader.IMAGES_LATER, new StringType("Reports first"));
        assertRefused(1, "twice");

        service.getExtension().clear();
        service.addExtension(AsksReader.IMAGES_LATER, new StringType(" "));
        assertRefused(0, "says why");
    }

    private void assertRefused(int index, String words) {
        assertThat(check.of(service)).isNotEmpty().allSatisfy(refusal -> {
            assertThat(refusal.status()).isEqualTo(422);
            assertThat(refusal.expressions()).containsExactly("HealthcareService.extension[" + index + "]");
        });
        assertThat(check.of(service)).extracting(Refusal::message).anySatisfy(message -> assertThat(message)
                .contains(words));
    }

    private Extension ask(String item) {
        Extension ask = service.addExtension().setUrl(AsksReader.ASK);
        part(ask, "requirement", new Coding(Systems.CHECKLIST_ITEM, item, null));
        part(ask, "why", new StringType("Our board decides by it"));
        return ask;
    }

    private static void part(Extension ask, String name, Type value) {
        ask.addExtension(name, value);
    }
}
