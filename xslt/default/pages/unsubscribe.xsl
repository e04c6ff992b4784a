<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: Apache-2.0 -->
<!-- Leaving the mailing list by the link of an e-mail: a question, then that it is done. -->
<xsl:stylesheet version="1.0"
    xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
    xmlns:cd="urn:custdash:functions" exclude-result-prefixes="cd">

  <xsl:import href="../layout.xsl"/>

  <xsl:template match="page" mode="heading"/>

  <xsl:template match="page" mode="content">
    <div class="door door-{@name}">
      <div class="card">
        <header class="door-head">
          <h1><xsl:apply-templates select="." mode="title"/></h1>
        </header>
        <xsl:apply-templates select="section[@name = 'mailing-list']"/>
      </div>
    </div>
  </xsl:template>

  <xsl:template match="section[@name = 'mailing-list']">
    <p><xsl:value-of select="cd:text('unsubscribe.ask')"/></p>
    <form class="form" method="post" action="{/page/@base}{/page/@path}">
      <input type="hidden" name="csrf" value="{/page/@csrf}"/>
      <input type="hidden" name="List-Unsubscribe" value="One-Click"/>
      <button class="btn btn-primary" type="submit"><xsl:value-of select="cd:text('unsubscribe.submit')"/></button>
    </form>
  </xsl:template>

  <xsl:template match="section[@name = 'mailing-list'][@left = 1]">
    <p role="status"><xsl:value-of select="cd:text('unsubscribe.done')"/></p>
    <p>
      <a class="btn btn-secondary" href="{/page/@base}/"><xsl:value-of select="cd:text('error-page.home')"/></a>
    </p>
  </xsl:template>

</xsl:stylesheet>
