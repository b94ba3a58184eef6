package health.consilium.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.interceptor.api.IInterceptorService;
import ca.uhn.fhir.jpa.api.dao.DaoRegistry;
import ca.uhn.fhir.jpa.ips.api.IIpsGenerationStrategy;
import ca.uhn.fhir.jpa.ips.generator.IIpsGeneratorSvc;
import ca.uhn.fhir.jpa.ips.generator.IpsGeneratorSvcImpl;
import ca.uhn.fhir.jpa.ips.jpa.DefaultJpaIpsGenerationStrategy;
import ca.uhn.fhir.jpa.ips.provider.IpsOperationProvider;
import ca.uhn.fhir.jpa.search.DatabaseBackedPagingProvider;
import ca.uhn.fhir.narrative2.NullNarrativeGenerator;
import ca.uhn.fhir.parser.StrictErrorHandler;
import ca.uhn.fhir.rest.api.EncodingEnum;
import ca.uhn.fhir.rest.server.HardcodedServerAddressStrategy;
import ca.uhn.fhir.rest.server.RestfulServer;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The REST endpoint {@code /fhir}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(FhirSettings.class)
class EndpointConfiguration {

    @Bean
    ServletRegistrationBean<RestfulServer> fhirServlet(RestfulServer server) {
        ServletRegistrationBean<RestfulServer> registration = new ServletRegistrationBean<>(server, "/fhir/*");
        registration.setName("fhir");
        registration.setLoadOnStartup(1);
        return registration;
    }

    @Bean
    RestfulServer restfulServer(
            FhirContext context,
            Providers providers,
            DatabaseBackedPagingProvider paging,
            FhirSettings settings,
            Capabilities capabilities,
            List<EndpointInterceptor> interceptors) {
        context.setNarrativeGenerator(new NullNarrativeGenerator());
        // An element that we do not know would be dropped in silence; better the sender hears of it.
        context.setParserErrorHandler(new StrictErrorHandler());
        RestfulServer server = new RestfulServer(context);
        server.setServerName("Consilium");
        server.setServerAddressStrategy(new HardcodedServerAddressStrategy(settings.base()));
        server.setDefaultResponseEncoding(EncodingEnum.JSON);
        server.setDefaultPrettyPrint(false);
        paging.setDefaultPageSize(settings.defaultPageSize());
        paging.setMaximumPageSize(settings.maxPageSize());
        server.setPagingProvider(paging);
        server.registerInterceptor(new OperationAllowList());
        server.registerInterceptor(new ApiDescription());
        interceptors.forEach(server::registerInterceptor);
        providers.all().forEach(server::registerProvider);
        server.setServerConformanceProvider(capabilities.of(server));
        return server;
    }

    @Bean
    StorageRules storageRules(IInterceptorService storage, DaoRegistry daos, List<StorageInterceptor> interceptors) {
        daos.setSupportedResourceTypes(ResourceTypes.all());
        interceptors.forEach(storage::registerInterceptor);
        return new StorageRules(interceptors.size());
    }

    /** Present once the storage has its rules; what writes depends on it. */
    record StorageRules(int count) {}

    @Bean
    IIpsGenerationStrategy summaryStrategy() {
        return new DefaultJpaIpsGenerationStrategy();
    }

    @Bean
    IIpsGeneratorSvc summaryGenerator(FhirContext context, IIpsGenerationStrategy strategy) {
        return new IpsGeneratorSvcImpl(context, strategy);
    }

    @Bean
    IpsOperationProvider summaryProvider(IIpsGeneratorSvc generator) {
        return new IpsOperationProvider(generator);
    }
}
