package health.consilium.notification.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.function.Consumer;
import org.hl7.fhir.r4.model.CodeType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.StringType;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.hl7.fhir.r4.model.Type;
import org.hl7.fhir.r4.model.UnsignedIntType;
import org.junit.jupiter.api.Test;

class SubscriptionFormTests {

    private static final Instant NOW = Instant.parse("2026-11-24T08:00:00Z");
    private static final String CONTENT = SubscriptionForm.BACKPORT + "backport-payload-content";

    @Test
    void aSubscriptionOfTheGuideIsFine() {
        assertThat(codes(form -> {})).isEmpty();
    }

    @Test
    void whatIsNotOfferedIsRefusedEachWithItsReason() {
        assertThat(codes(form -> form.setCriteria("Patient?active=true"))).containsExactly("unsupported");
        assertThat(codes(form -> form.getChannel().setType(SubscriptionChannelType.EMAIL)))
                .containsExactly("unsupported");
        assertThat(codes(form -> form.getChannel().setEndpoint("https://127.0.0.1/")))
                .containsExactly("endpoint-refused");
        assertThat(codes(form -> form.getChannel().setPayload("application/fhir+xml")))
                .containsExactly("unsupported");
        assertThat(codes(form -> form.getChannel()
                        .getPayloadElement()
                        .getExtensionByUrl(CONTENT)
                        .setValue(new CodeType("full-resource"))))
                .containsExactly("unsupported");
        assertThat(codes(form ->
                        form.getChannel().getPayloadElement().getExtension().clear()))
                .containsExactly("unsupported");
        assertThat(codes(form -> form.getChannel()
                        .addExtension(SubscriptionForm.BACKPORT + "backport-heartbeat-period", new UnsignedIntType(5))))
                .containsExactly("unsupported");
        assertThat(codes(form -> form.getChannel()
                        .addExtension(SubscriptionForm.BACKPORT + "backport-timeout", new UnsignedIntType(3600))))
                .containsExactly("unsupported");
        for (String name : List.of("backport-heartbeat-period", "backport-timeout")) {
            for (Type value :
                    List.of(new StringType("soon"), new StringType("99999999999"), new Identifier().setValue("1"))) {
                assertThat(codes(form -> form.getChannel().addExtension(SubscriptionForm.BACKPORT + name, value)))
                        .as("%s %s", name, value)
                        .containsExactly("unsupported");
            }
        }
        assertThat(codes(form -> form.getChannel().addHeader(null))).containsExactly("unsupported");
        assertThat(codes(form -> form.setEnd(Date.from(NOW.minusSeconds(1))))).containsExactly("unsupported");
    }

    @Test
    void severalFaultsAreToldAtOnce() {
        assertThat(codes(form -> {
                    form.setCriteria("x");
                    form.getChannel().setEndpoint("http://localhost/");
                    form.getChannel().setPayload(null);
                }))
                .hasSize(4);
    }

    @Test
    void aHeaderCannotSmuggleAnotherOneOrReplaceTheServers() {
        for (String header : List.of(
                "Authorization: Bearer x\r\nX-Evil: 1",
                "no colon",
                ": empty",
                "X: \u00e9",
                "Host: other",
                "X-A:",
                "Transfer-Encoding: chunked")) {
            assertThat(codes(form -> form.getChannel().addHeader(header)))
                    .as(header)
                    .containsExactly("unsupported");
        }
        assertThat(codes(form -> form.getChannel().addHeader("Authorization: Bearer abc.def")))
                .isEmpty();
    }

    @Test
    void aRefusalDoesNotRepeatTheSecret() {
        Subscription form = valid();
        form.getChannel().addHeader("Authorization: Bearer t0p-secret\n");

        assertThat(objections(form)).noneMatch(objection -> objection.message().contains("t0p-secret"));
    }

    @Test
    void filtersNarrowByStatusAndByNumber() {
        Identifier number = new Identifier()
                .setSystem("https://w3id.org/consilium/fhir/sid/case-number")
                .setValue("C-7");

        assertThat(TopicFilter.pass(List.of(), "delivered", number)).isTrue();
        assertThat(TopicFilter.pass(List.of("Task?business-status=closed,delivered"), "delivered", number))
                .isTrue();
        assertThat(TopicFilter.pass(List.of("Task?business-status=closed"), "delivered", number))
                .isFalse();
        assertThat(TopicFilter.pass(
                        List.of("Task?group-identifier=https://w3id.org/consilium/fhir/sid/case-number|C-7"),
                        "",
                        number))
                .isTrue();
        assertThat(TopicFilter.pass(
                        List.of("Task?business-status=delivered", "Task?group-identifier=C-8"), "delivered", number))
                .isFalse();
        assertThat(codes(form -> form.getCriteriaElement()
                        .addExtension(
                                SubscriptionForm.BACKPORT + "backport-filter-criteria",
                                new StringType("Task?code=secret"))))
                .containsExactly("unsupported");
    }

    private static List<String> codes(Consumer<Subscription> change) {
        Subscription form = valid();
        change.accept(form);
        return objections(form).stream().map(SubscriptionForm.Objection::code).toList();
    }

    private static List<SubscriptionForm.Objection> objections(Subscription form) {
        return new SubscriptionForm(form, new EndpointRules(List.of("centre.example.org"), false), 60).objections(NOW);
    }

    private static Subscription valid() {
        Subscription form = new Subscription();
        form.setCriteria(Topic.CASE_STAGE_CHANGED.canonical() + "|0.1.0");
        form.getChannel()
                .setType(SubscriptionChannelType.RESTHOOK)
                .setEndpoint("https://centre.example.org/n")
                .setPayload("application/fhir+json")
                .getPayloadElement()
                .addExtension(CONTENT, new CodeType("id-only"));
        return form;
    }
}
