<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Recovery codes that were made just now. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:template match="section[@name = 'recovery-codes']">
    <section class="card form-card" data-section="recovery-codes" aria-labelledby="heading-recovery-codes">
      <div class="card-head">
        <h2 id="heading-recovery-codes"><xsl:value-of select="cd:text('section.recovery-codes.title')"/></h2>
      </div>
      <p class="card-lead"><xsl:value-of select="cd:text('section.recovery-codes.lead')"/></p>
      <ul class="codes">
        <xsl:apply-templates select="code"/>
      </ul>
      <a class="btn btn-primary" href="{cd:url('security')}"><xsl:value-of select="cd:text('section.recovery-codes.done')"/></a>
    </section>
  </xsl:template>

  <xsl:template match="section[@name = 'recovery-codes']/code">
    <li><code dir="ltr"><xsl:value-of select="@value"/></code></li>
  </xsl:template>

</xsl:stylesheet>
