package health.consilium.notification;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import health.consilium.fhir.EndpointInterceptor;
import health.consilium.notification.rules.SubscriptionForm;
import health.consilium.notification.rules.Topic;
import org.hl7.fhir.instance.model.api.IBaseConformance;
import org.hl7.fhir.r4.model.CanonicalType;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.CapabilityStatement.CapabilityStatementRestResourceComponent;
import org.springframework.stereotype.Component;

/**
 * Says in the CapabilityStatement which topics there are: R4 has no SubscriptionTopic to be read. See
 * https://hl7.org/fhir/uv/subscriptions-backport/STU1.1/components.html#subscription-topics-in-r4
 */
@Component
@Interceptor
class TopicsInCapabilities implements EndpointInterceptor {

    private static final String TOPIC = SubscriptionForm.BACKPORT + "capabilitystatement-subscriptiontopic-canonical";

    @Hook(Pointcut.SERVER_CAPABILITY_STATEMENT_GENERATED)
    public void complete(IBaseConformance generated) {
        ((CapabilityStatement) generated)
                .getRest().stream()
                        .flatMap(rest -> rest.getResource().stream())
                        .filter(resource -> "Subscription".equals(resource.getType()))
                        .forEach(TopicsInCapabilities::add);
    }

    /** The statement is kept between requests. */
    private static void add(CapabilityStatementRestResourceComponent resource) {
        resource.getExtension().removeIf(extension -> TOPIC.equals(extension.getUrl()));
        for (Topic topic : Topic.values()) {
            resource.addExtension(TOPIC, new CanonicalType(topic.canonical()));
        }
        String profile = SubscriptionForm.BACKPORT + "backport-subscription";
        if (!resource.hasSupportedProfile(profile)) {
            resource.addSupportedProfile(profile);
        }
    }
}
