package health.consilium.fhir;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;
import org.springframework.data.envers.repository.support.EnversRevisionRepositoryFactoryBean;
import org.springframework.data.repository.Repository;

/**
 * Builds HAPI's repositories when they are first used. Each parses and checks its queries when it is built, together about
 * a sixth of the start. Spring Data can do so itself ({@code BootstrapMode.LAZY}), but HAPI's configuration does not say so.
 */
final class LazyRepositories implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory factory) {
        for (String name : factory.getBeanDefinitionNames()) {
            BeanDefinition definition = factory.getBeanDefinition(name);
            if (EnversRevisionRepositoryFactoryBean.class.getName().equals(definition.getBeanClassName())) {
                definition.setLazyInit(true);
                definition.getPropertyValues().add("lazyInit", true);
            }
        }
        ((DefaultListableBeanFactory) factory).setAutowireCandidateResolver(new Resolver());
    }

    /** Whoever asks for a repository gets a stand-in that fetches it at the first call. */
    private static final class Resolver extends ContextAnnotationAutowireCandidateResolver {

        @Override
        protected boolean isLazy(DependencyDescriptor descriptor) {
            return Repository.class.isAssignableFrom(descriptor.getDependencyType()) || super.isLazy(descriptor);
        }
    }
}
